package io.headrace.store;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Base64;
import java.util.List;

/**
 * Where a page of a list begins: after the item that has those values in the columns of that order. Its text is opaque,
 * and a check sum in it finds out one that was changed. It opens nothing: the list is filtered as ever.
 */
public record Cursor(Sort order, List<String> key) {
    private static final Documents<List<String>> VALUES = Documents.ofList(String.class);
    private static final int SUM = 6;

    public Cursor {
        key = List.copyOf(key);
    }

    /**
     * Reads what {@link #text()} wrote.
     *
     * @throws CursorException when no page of that order gave it out
     */
    public static Cursor read(String text, Sort order, int size) {
        List<String> values = values(text);
        if (values.size() != size + 1 || !values.getFirst().equals(order.toString())) {
            throw new CursorException();
        }
        return new Cursor(order, values.subList(1, values.size()));
    }

    private static List<String> values(String text) {
        byte[] bytes = decode(text);
        if (bytes.length <= SUM) {
            throw new CursorException();
        }
        byte[] body = Arrays.copyOfRange(bytes, SUM, bytes.length);
        if (!Arrays.equals(sum(body), Arrays.copyOf(bytes, SUM))) {
            throw new CursorException();
        }
        return VALUES.read(new String(body, StandardCharsets.UTF_8));
    }

    private static byte[] decode(String text) {
        try {
            byte[] bytes = Base64.getUrlDecoder().decode(text);
            // One text for each cursor: bits that mean nothing are not taken.
            if (encode(bytes).equals(text)) {
                return bytes;
            }
        } catch (IllegalArgumentException _) {
            // Not Base64: refused below like everything that is none of ours.
        }
        throw new CursorException();
    }

    public String text() {
        List<String> values = new ArrayList<>(List.of(order.toString()));
        values.addAll(key);
        byte[] body = VALUES.write(values).getBytes(StandardCharsets.UTF_8);
        byte[] bytes = Arrays.copyOf(sum(body), SUM + body.length);
        System.arraycopy(body, 0, bytes, SUM, body.length);
        return encode(bytes);
    }

    private static String encode(byte[] bytes) {
        return Base64.getUrlEncoder().withoutPadding().encodeToString(bytes);
    }

    private static byte[] sum(byte[] body) {
        try {
            return Arrays.copyOf(MessageDigest.getInstance("SHA-256").digest(body), SUM);
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every Java has SHA-256", e);
        }
    }
}
