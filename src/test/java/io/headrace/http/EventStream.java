package io.headrace.http;

import io.headrace.model.Secret;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.net.http.HttpClient;
import java.net.http.HttpHeaders;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.util.HashMap;
import java.util.Map;

/** A reader of the event stream. */
final class EventStream implements AutoCloseable {

    private final HttpClient client;
    private final HttpResponse<InputStream> response;
    private final BufferedReader lines;

    /** One event: its id, its type (empty for the usual one) and its data. */
    record Message(String id, String type, String data) {}

    private EventStream(HttpClient client, HttpResponse<InputStream> response) {
        this.client = client;
        this.response = response;
        this.lines = new BufferedReader(new InputStreamReader(response.body(), StandardCharsets.UTF_8));
    }

    static EventStream open(SeededServer server, Secret token, String query, String... headers)
            throws IOException, InterruptedException {
        HttpClient client = HttpClient.newHttpClient();
        HttpRequest.Builder request = HttpRequest.newBuilder(server.url.resolve("/api/v1/events" + query))
                .header("Authorization", "Bearer " + token.reveal())
                .header("Accept", "text/event-stream");
        for (int i = 0; i < headers.length; i += 2) {
            request.header(headers[i], headers[i + 1]);
        }
        return new EventStream(client, client.send(request.build(), HttpResponse.BodyHandlers.ofInputStream()));
    }

    int status() {
        return response.statusCode();
    }

    HttpHeaders headers() {
        return response.headers();
    }

    /** Waits for the next event. */
    Message next() throws IOException {
        Map<String, String> fields = new HashMap<>();
        for (String line = lines.readLine(); line != null; line = lines.readLine()) {
            if (line.isEmpty() && fields.containsKey("data")) {
                return new Message(fields.getOrDefault("id", ""), fields.getOrDefault("event", ""),
                        fields.getOrDefault("data", ""));
            }
            int colon = line.indexOf(": ");
            if (colon > 0) {
                fields.put(line.substring(0, colon), line.substring(colon + 2));
            }
        }
        throw new IOException("the stream ended");
    }

    @Override
    public void close() {
        client.shutdownNow();
    }
}
