package io.headrace.blueprint;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;

/** Digests of texts; a versioned hash is of a canonical JSON text. */
final class Hashes {

    private static final String VERSION = "h1:";

    private Hashes() {}

    /** SHA-256 of the UTF-8 bytes, in hexadecimal. */
    static String sha256(String text) {
        try {
            byte[] digest = MessageDigest.getInstance("SHA-256").digest(text.getBytes(StandardCharsets.UTF_8));
            return HexFormat.of().formatHex(digest);
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every Java platform has SHA-256", e);
        }
    }

    static String versioned(String canonicalJson) {
        return VERSION + sha256(canonicalJson);
    }
}
