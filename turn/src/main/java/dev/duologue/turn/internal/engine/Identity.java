package dev.duologue.turn.internal.engine;

import dev.duologue.turn.stun.Integrity;
import dev.duologue.turn.stun.IntegrityKey;

/// Who asked, as the integrity attribute of the request proves.
///
/// @param integrity how the request was signed; its answer is signed alike
record Identity(String username, IntegrityKey key, Integrity integrity) {}
