package io.headrace.yaml;

import java.nio.ByteBuffer;
import java.nio.CharBuffer;
import java.nio.charset.CharsetDecoder;
import java.nio.charset.CoderResult;
import java.nio.charset.CodingErrorAction;
import java.nio.charset.StandardCharsets;

/** Bytes that should be text: UTF-8 without characters that YAML forbids or that would break lines unseen. */
final class PlainText {

    private PlainText() {}

    /** The text, or empty when there is a problem, which was reported. */
    static java.util.Optional<String> decode(byte[] bytes, Problems problems) {
        CharsetDecoder decoder = StandardCharsets.UTF_8.newDecoder()
                .onMalformedInput(CodingErrorAction.REPORT)
                .onUnmappableCharacter(CodingErrorAction.REPORT);
        CharBuffer chars = CharBuffer.allocate(bytes.length + 1);
        CoderResult result = decoder.decode(ByteBuffer.wrap(bytes), chars, true);
        String text = chars.flip().toString();
        if (result.isError()) {
            problems.error(end(text), "not UTF-8 text; save the file as UTF-8");
            return java.util.Optional.empty();
        }
        String content = text.startsWith("\uFEFF") ? text.substring(1) : text;
        for (int i = 0; i < content.length(); i++) {
            if (forbidden(content.charAt(i))) {
                problems.error(end(content.substring(0, i)),
                        String.format("the character U+%04X is not allowed; %s", (int) content.charAt(i),
                                advice(content.charAt(i))));
                return java.util.Optional.empty();
            }
        }
        return java.util.Optional.of(content);
    }

    private static String advice(char c) {
        return c == '\u0085' || c == '\u2028' || c == '\u2029'
                ? "end lines with LF or CR LF"
                : "remove it, or write it as an escape in double quotes";
    }

    private static boolean forbidden(char c) {
        if (c < ' ') {
            return c != '\t' && c != '\n' && c != '\r';
        }
        return (c >= 0x7f && c <= 0x9f) || c == '\u2028' || c == '\u2029' || c == '\uFFFE' || c == '\uFFFF'
                || c == '\uFEFF';
    }

    /** Where a text that stands before something ends. */
    private static Position end(String before) {
        int line = 1;
        int lineStart = 0;
        for (int i = 0; i < before.length(); i++) {
            boolean crLf = before.charAt(i) == '\r' && i + 1 < before.length() && before.charAt(i + 1) == '\n';
            if (before.charAt(i) == '\n' || (before.charAt(i) == '\r' && !crLf)) {
                line++;
                lineStart = i + 1;
            }
        }
        return new Position(line, before.codePointCount(lineStart, before.length()) + 1);
    }
}
