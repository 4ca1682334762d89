package dev.duologue.server.http;

import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;

/// Hashes of what is served.
final class Sha256 {
    private Sha256() {}

    static byte[] of(byte[] bytes) {
        try {
            return MessageDigest.getInstance("SHA-256").digest(bytes);
        } catch (NoSuchAlgorithmException impossible) { // every Java platform has it
            throw new IllegalStateException(impossible);
        }
    }
}
