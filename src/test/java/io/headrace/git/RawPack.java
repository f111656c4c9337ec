package io.headrace.git;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.zip.Deflater;
import java.util.zip.DeflaterOutputStream;

/** A pack written byte by byte, with objects that git itself would not write. */
final class RawPack {

    private static final int COMMIT = 1;
    private static final int TREE = 2;
    private static final int BLOB = 3;
    private static final int OFFSET_DELTA = 6;

    private final ByteArrayOutputStream objects = new ByteArrayOutputStream();
    private int count;

    /** A commit with the empty tree, for a ref to point to; its id is {@link #commitId}. */
    RawPack commit() {
        begin(TREE, 0);
        deflate(0, new byte[1]);
        byte[] text = commitText();
        begin(COMMIT, text.length);
        deflate(text.length, text);
        return this;
    }

    static String commitId() {
        byte[] text = commitText();
        byte[] header = ("commit " + text.length + "\0").getBytes(StandardCharsets.US_ASCII);
        MessageDigest digest = sha1();
        digest.update(header);
        return java.util.HexFormat.of().formatHex(digest.digest(text));
    }

    /** A file of so many zeros, whatever its header says; returns where it stands. */
    int zeros(long announced, long really) {
        int at = begin(BLOB, announced);
        deflate(really, new byte[1 << 16]);
        return at;
    }

    /** A delta against what stands there: it announces a base and a result, and copies the base's begin. */
    int delta(int base, long baseSize, long resultSize, int salt) {
        ByteArrayOutputStream delta = new ByteArrayOutputStream();
        size(delta, baseSize);
        size(delta, resultSize);
        delta.write(2);
        delta.write(salt);
        delta.write(salt >> 8);
        for (long left = resultSize - 2; left > 0; left -= 0xffffff) {
            int length = (int) Math.min(left, 0xffffff);
            delta.write(0x80 | 0x10 | 0x20 | 0x40);
            delta.write(length);
            delta.write(length >> 8);
            delta.write(length >> 16);
        }
        int at = begin(OFFSET_DELTA, delta.size());
        offset(at - base);
        deflate(delta.size(), delta.toByteArray());
        return at;
    }

    byte[] bytes() {
        byte[] body = objects.toByteArray();
        byte[] pack = ByteBuffer.allocate(12 + body.length)
                .put("PACK".getBytes(StandardCharsets.US_ASCII))
                .putInt(2)
                .putInt(count)
                .put(body)
                .array();
        return ByteBuffer.allocate(pack.length + 20).put(pack).put(sha1().digest(pack)).array();
    }

    private int begin(int type, long size) {
        int at = objects.size();
        count++;
        long left = size >>> 4;
        int first = (int) (type << 4 | (size & 15));
        objects.write(left > 0 ? first | 0x80 : first);
        while (left > 0) {
            objects.write((int) (left & 0x7f) | (left > 0x7f ? 0x80 : 0));
            left >>>= 7;
        }
        return at;
    }

    private void offset(int distance) {
        byte[] reversed = new byte[5];
        int length = 0;
        long left = distance;
        reversed[length++] = (byte) (left & 0x7f);
        while ((left >>= 7) > 0) {
            reversed[length++] = (byte) (0x80 | (--left & 0x7f));
        }
        while (length > 0) {
            objects.write(reversed[--length]);
        }
    }

    private static void size(ByteArrayOutputStream out, long size) {
        long left = size;
        do {
            out.write((int) (left & 0x7f) | (left > 0x7f ? 0x80 : 0));
            left >>>= 7;
        } while (left > 0);
    }

    /** So many bytes, the content again and again. */
    private void deflate(long length, byte[] content) {
        Deflater fast = new Deflater(Deflater.BEST_SPEED);
        try (DeflaterOutputStream out = new DeflaterOutputStream(objects, fast) {
            @Override
            public void close() throws IOException {
                finish();
            }
        }) {
            for (long left = length; left > 0; left -= content.length) {
                out.write(content, 0, (int) Math.min(left, content.length));
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } finally {
            fast.end();
        }
    }

    private static byte[] commitText() {
        return """
            tree 4b825dc642cb6eb9a060e54bf8d69288fbee4904
            author Ann <ann@example.org> 0 +0000
            committer Ann <ann@example.org> 0 +0000

            Raw
            """.getBytes(StandardCharsets.US_ASCII);
    }

    private static MessageDigest sha1() {
        try {
            return MessageDigest.getInstance("SHA-1");
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException(e);
        }
    }
}
