package io.headrace.http;

/** Where a piece of UTF-8 text can be cut. */
final class Utf8 {

    private Utf8() {}

    /** The length without a character at the end that is cut in two. */
    static int whole(byte[] bytes) {
        int start = bytes.length - 1;
        int back = 0;
        while (start >= 0 && back < 3 && (bytes[start] & 0xC0) == 0x80) {
            start--;
            back++;
        }
        if (start < 0) {
            return bytes.length;
        }
        int first = bytes[start] & 0xFF;
        int length = first >= 0xF0 ? 4 : first >= 0xE0 ? 3 : first >= 0xC0 ? 2 : 1;
        return start + length > bytes.length ? start : bytes.length;
    }
}
