package io.headrace.http;

import io.javalin.http.Context;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.LinkedHashMap;
import java.util.Map;

/** Writes answers: JSON with an entity tag, and errors as {@code application/problem+json} (RFC 9457). */
final class Answers {

    private static final Map<Integer, String> TITLES = Map.ofEntries(Map.entry(400, "Bad Request"),
            Map.entry(401, "Unauthorized"), Map.entry(403, "Forbidden"), Map.entry(404, "Not Found"),
            Map.entry(405, "Method Not Allowed"), Map.entry(408, "Request Timeout"), Map.entry(409, "Conflict"),
            Map.entry(410, "Gone"),
            Map.entry(413, "Content Too Large"), Map.entry(415, "Unsupported Media Type"),
            Map.entry(422, "Unprocessable Content"), Map.entry(429, "Too Many Requests"),
            Map.entry(431, "Request Header Fields Too Large"),
            Map.entry(500, "Internal Server Error"), Map.entry(503, "Service Unavailable"));

    private static final String RETRY_SECONDS = "5";

    private Answers() {}

    static void json(Context ctx, Object value) {
        json(ctx, 200, value);
    }

    /** Answers the value, or the part of it that is asked for, or 304 when the caller has it already. */
    static void json(Context ctx, int status, Object value) {
        boolean read = status == 200 && ctx.req().getMethod().equals("GET");
        byte[] body = Json.bytes(read && ctx.path().startsWith("/api/v1/") ? Fields.of(ctx, value) : value);
        ctx.header("Cache-Control", "no-store");
        if (read) {
            String tag = "\"" + digest(body) + "\"";
            ctx.header("ETag", tag).header("Cache-Control", "private, no-cache");
            if (known(ctx, tag)) {
                ctx.status(304);
                return;
            }
        }
        ctx.status(status).contentType("application/json").result(body);
    }

    /** Whether the caller has one of these tags: a list of them, weak ones too, or a star (RFC 9110, 13.1.2). */
    static boolean known(Context ctx, String tag) {
        String have = ctx.header("If-None-Match");
        return have != null && Arrays.stream(have.split(",", -1))
                .map(String::strip)
                .anyMatch(one -> one.equals("*") || one.equals(tag) || one.equals("W/" + tag));
    }

    static void problem(Context ctx, ApiException answer) {
        AuditTrail.refused(ctx, answer);
        if (answer.status() == 401) {
            ctx.header("WWW-Authenticate", "Bearer realm=\"headrace\"");
        }
        if (answer.status() == 429 || answer.status() == 503) {
            Object seconds = answer.extensions().getOrDefault("retryAfter", RETRY_SECONDS);
            ctx.header("Retry-After", seconds.toString());
        }
        ctx.header("Cache-Control", "no-store");
        ctx.status(answer.status()).contentType("application/problem+json").result(Json.bytes(problem(answer)));
    }

    static Map<String, Object> problem(ApiException answer) {
        Map<String, Object> body = new LinkedHashMap<>();
        body.put("type", "about:blank");
        body.put("title", TITLES.getOrDefault(answer.status(), "Error"));
        body.put("status", answer.status());
        body.put("code", answer.code());
        body.put("detail", answer.detail());
        body.putAll(answer.extensions());
        return body;
    }

    static String digest(byte[] content) {
        try {
            byte[] hash = MessageDigest.getInstance("SHA-256").digest(content);
            return HexFormat.of().formatHex(hash, 0, 12);
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException(e);
        }
    }

    static String digest(String content) {
        return digest(content.getBytes(StandardCharsets.UTF_8));
    }
}
