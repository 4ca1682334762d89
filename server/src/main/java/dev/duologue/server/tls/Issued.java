package dev.duologue.server.tls;

import java.security.PrivateKey;
import java.security.cert.X509Certificate;

/// A certificate of our own with its private key.
record Issued(X509Certificate certificate, PrivateKey key) {}
