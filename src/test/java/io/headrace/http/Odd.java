package io.headrace.http;

import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Random;

/** Values that nobody should send and somebody will: as text, and as they stand in an address or a header. */
final class Odd {

    static final List<String> TEXTS = List.of("", " ", "null", "true", "-1", "0", "1", "1e999", "9".repeat(18),
            "9".repeat(40), "-9223372036854775809", "0x10", "1.5", "NaN", "\u0661\u0662", "..", ".", "/", "-", "_",
            "a/b", "a,b",
            ",", "-,-", "*", "%", "\\", "'", "\"", "' or 1=1--", "<b>", "${a}", "../../etc/passwd", "\0", "a\0b",
            "\u0001",
            "\r\n", "\u007f", "\u0085", "\u202e", "\ufeff", "\uffff", "\ud83d\ude00", "e\u0301", "\u00df", "\u0130",
            "x".repeat(300),
            "x".repeat(6000), "acme", "globex", "infra", "HEAD", "refs/heads/main", "heads/main", "name,-updatedAt",
            "name",
            "web.1:1:1", "web.1", "lb.1:1", "AAAA", "W10", "e30", "4000-01-01T00:00:00Z");

    /** What stands in an address as it is, escaped wrongly or not at all. */
    private static final List<String> RAW = List.of("%", "%z", "%zz", "%f", "%ff", "%c0%ae", "%ed%a0%80", "%00",
            "%0d%0a",
            "%2e%2e", "%2f", "%5c", "%25", "%3f", "..", ".", "//", ";", ";a=b", "..;", "\u00e9", "\u00ff", "\u0001",
            "\u007f",
            "{", "|", "\\", "^", "`", "[", "\"", "<", "+", "&", "=", "?", "~", "@", ":");

    private static final List<String> HEADERS = List.of("", " ", "*", "*/*", "text/html", "application/xml;q=0", "q",
            ";", ",",
            ",,,", "\"", "\"a", "W/", "W/\"", "W/\"a\", *", "-1", "0", "1", "9".repeat(40), "\u00e9\u00ff", "\u0001",
            "null",
            "x".repeat(4000), "x".repeat(20_000), "application/json; charset=utf-16", "application/json; charset=none",
            "application/json;charset=\"", "text/plain", "multipart/form-data", "application/x-www-form-urlencoded",
            "APPLICATION/JSON", "gzip", "bytes=0-1", "bytes=9-1", "Basic Og==", "Bearer", "Bearer ", "Basic %%%",
            "token x",
            "headrace_session=x", "headrace_session=\"", "a=b; ;=", "http://evil.example", "null,null");

    private Odd() {}

    static String any(Random random, List<String> values) {
        return values.get(random.nextInt(values.size()));
    }

    static String text(Random random) {
        return random.nextInt(4) > 0 ? any(random, TEXTS) : text(random, random.nextInt(20));
    }

    static String header(Random random) {
        return any(random, HEADERS);
    }

    /** For a path or a query: mostly well escaped, sometimes not. */
    static String escaped(Random random) {
        return random.nextInt(3) == 0
                ? any(random, RAW)
                : URLEncoder.encode(text(random), StandardCharsets.UTF_8).replace("+", "%20");
    }

    private static String text(Random random, int length) {
        StringBuilder text = new StringBuilder();
        random.ints(length, 0, 0x3000).forEach(text::appendCodePoint);
        return text.toString();
    }
}
