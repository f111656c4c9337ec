package io.headrace.git;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.HexFormat;
import java.util.zip.GZIPOutputStream;

/** Requests of a push that git would not send. */
final class RawPush {

    /** A pack without objects. */
    static final byte[] EMPTY_PACK = HexFormat.of()
            .parseHex("5041434b0000000200000000029d08823bd8a8eab510ad6ac75c823cfd3ed31e");

    private static final String ZERO = "0".repeat(40);

    private RawPush() {}

    record Answer(int status, String text) {}

    /** One command that creates a ref, then these bytes as the pack. */
    static Answer send(GitServer server, String id, String ref, byte[] pack) throws IOException, InterruptedException {
        String command = ZERO + " " + id + " " + ref + "\0report-status";
        ByteArrayOutputStream body = new ByteArrayOutputStream();
        body.writeBytes(String.format("%04x", command.length() + 4).getBytes(StandardCharsets.US_ASCII));
        body.writeBytes(command.getBytes(StandardCharsets.UTF_8));
        body.writeBytes("0000".getBytes(StandardCharsets.US_ASCII));
        body.writeBytes(pack);
        return post(request(server, "git-receive-pack"), body.toByteArray());
    }

    /** Few bytes that unpack to 200 MiB of requests for objects. */
    static Answer gzipBomb(GitServer server) throws IOException, InterruptedException {
        ByteArrayOutputStream body = new ByteArrayOutputStream();
        byte[] lines = ("0032have " + "1".repeat(40) + "\n").repeat(20_000).getBytes(StandardCharsets.US_ASCII);
        try (GZIPOutputStream gzip = new GZIPOutputStream(body)) {
            for (int i = 0; i < 200; i++) {
                gzip.write(lines);
            }
        }
        return post(request(server, "git-upload-pack").header("Content-Encoding", "gzip"), body.toByteArray());
    }

    private static HttpRequest.Builder request(GitServer server, String service) {
        byte[] pair = "x:alice-token".getBytes(StandardCharsets.UTF_8);
        return HttpRequest
                .newBuilder(URI.create("http://127.0.0.1:" + server.port() + "/git/acme/infra.git/" + service))
                .header("Content-Type", "application/x-" + service + "-request")
                .header("Authorization", "Basic " + Base64.getEncoder().encodeToString(pair));
    }

    private static Answer post(HttpRequest.Builder request, byte[] body) throws IOException, InterruptedException {
        try (HttpClient http = HttpClient.newHttpClient()) {
            HttpResponse<String> answer = http.send(
                    request.POST(HttpRequest.BodyPublishers.ofByteArray(body)).build(),
                    HttpResponse.BodyHandlers.ofString(StandardCharsets.ISO_8859_1));
            return new Answer(answer.statusCode(), answer.body());
        }
    }
}
