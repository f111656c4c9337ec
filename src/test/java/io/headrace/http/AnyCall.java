package io.headrace.http;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.headrace.forge.HubSignature;
import java.io.ByteArrayOutputStream;
import java.io.UncheckedIOException;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;

/**
 * A call of an operation as anybody might make it: rightly, or with something wrong in its path, query, headers or body.
 *
 * @param elsewhere whether its path is such that another operation may answer
 * @param strayed whether its path or headers are such that it may not reach the operation at all
 */
// The bytes are made here, sent once, and compared with nothing.
@SuppressWarnings("ArrayRecordComponent")
record AnyCall(Operation operation, String target, List<String> headers, byte[] body, boolean elsewhere,
        boolean strayed) {

    private static final ObjectMapper JSON = new ObjectMapper();
    private static final List<String> NAMES = List.of("Accept", "Accept-Encoding", "Accept-Language", "If-None-Match",
            "If-Modified-Since", "Last-Event-ID", "Range", "Cookie", "Origin", "Authorization", "Content-Type",
            "Content-Encoding", "X-Forwarded-For", "X-HTTP-Method-Override", "X-Hub-Signature-256", "X-GitHub-Delivery",
            "Host",
            "Upgrade", "X-Odd");

    /** One of that operation, by the caller with those headers. */
    static AnyCall of(Operation operation, Map<String, String> ids, List<String> caller, Random random) {
        Map<String, String> values = new HashMap<>(ids);
        boolean strayed = !operation.parameters().isEmpty() && random.nextInt(4) == 0;
        if (strayed) {
            String name = Odd.any(random, operation.parameters());
            values.keySet().removeIf(key -> key.endsWith("." + name));
            values.put(name, Odd.escaped(random));
        }
        byte[] body = operation.body().isEmpty() && !operation.path().startsWith("/hooks")
                ? new byte[0]
                : body(operation.sample(ids), random);
        List<String> headers = new ArrayList<>(caller);
        if (operation.body().isPresent()) {
            headers.add("Content-Type: application/json");
        } else if (operation.path().startsWith("/hooks") && random.nextBoolean()) {
            headers.add(HubSignature.HEADER + ": " + HubSignature.sign(Fixture.HOOK, body));
        }
        String odd = random.nextInt(3) == 0 ? Odd.any(random, NAMES) : "";
        if (!odd.isEmpty()) {
            headers.removeIf(header -> random.nextBoolean() && header.startsWith(odd + ":"));
            headers.add(odd + ": " + Odd.header(random));
        }
        String query = query(operation, ids, random);
        return new AnyCall(operation, operation.address(values) + query, headers, body, strayed,
                strayed || !odd.isEmpty() || !decodable(query));
    }

    private static String query(Operation operation, Map<String, String> ids, Random random) {
        List<String> parts = new ArrayList<>();
        for (String name : operation.queries()) {
            if (random.nextInt(4) == 0) {
                parts.add(name + "=" + (random.nextInt(3) > 0
                        ? Odd.escaped(random)
                        : URLEncoder.encode(ids.getOrDefault(name, "true"), StandardCharsets.UTF_8)));
            }
        }
        if (random.nextInt(6) == 0) {
            parts.add(Odd.escaped(random) + (random.nextBoolean() ? "=" + Odd.escaped(random) : ""));
        }
        if (!parts.isEmpty() && random.nextInt(6) == 0) {
            parts.add(Odd.any(random, parts));
        }
        return parts.isEmpty() ? "" : "?" + String.join("&", parts);
    }

    private static boolean decodable(String query) {
        return query.matches("[!-~&&[^\"<>\\\\^`{|}#%]]*(%[0-7][0-9a-fA-F][!-~&&[^\"<>\\\\^`{|}#%]]*)*");
    }

    private static byte[] body(String sample, Random random) {
        try {
            JsonNode json = JSON.readTree(sample.isEmpty() ? "{\"ref\":\"main\"}" : sample);
            for (int i = random.nextInt(3); i > 0; i--) {
                json = OddJson.changed(random, json);
            }
            String text = JSON.writeValueAsString(json);
            return random.nextInt(4) > 0 ? text.getBytes(StandardCharsets.UTF_8) : OddJson.broken(random, text);
        } catch (JsonProcessingException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** As it goes over the wire, byte by byte: Latin-1 lets headers and addresses hold what UTF-8 would not. */
    byte[] bytes() {
        StringBuilder head = new StringBuilder(
                operation.method() + " " + target + " HTTP/1.1\r\nConnection: close\r\n");
        if (headers.stream().noneMatch(header -> header.startsWith("Host:"))) {
            head.append("Host: localhost\r\n");
        }
        headers.forEach(header -> head.append(header).append("\r\n"));
        if (!operation.method().equals("GET")) {
            head.append("Content-Length: ").append(body.length).append("\r\n");
        }
        ByteArrayOutputStream all = new ByteArrayOutputStream();
        all.writeBytes(head.append("\r\n").toString().getBytes(StandardCharsets.ISO_8859_1));
        all.writeBytes(operation.method().equals("GET") ? new byte[0] : body);
        return all.toByteArray();
    }

    @Override
    public String toString() {
        String all = new String(bytes(), StandardCharsets.ISO_8859_1);
        return all.substring(0, Math.min(all.length(), 1500));
    }
}
