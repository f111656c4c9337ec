package io.headrace.bench;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.stream.Stream;

/** Requests to a server under measurement, as alice. */
final class Client {

    private static final ObjectMapper JSON = new ObjectMapper();
    private static final HttpClient HTTP = HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).build();

    private final String url;
    private final String token;

    Client(String url, String token) {
        this.url = url;
        this.token = token;
    }

    /** Whether a server at that URL says that its loop runs. */
    static boolean ready(String url) {
        try {
            return HTTP.send(HttpRequest.newBuilder(URI.create(url + "/health/ready")).build(),
                    BodyHandlers.discarding()).statusCode() == 200;
        } catch (IOException notYet) {
            return false;
        } catch (InterruptedException stop) {
            throw interrupted(stop);
        }
    }

    JsonNode get(String path) {
        try {
            HttpResponse<String> answer = HTTP.send(request(path).build(), BodyHandlers.ofString());
            if (answer.statusCode() != 200) {
                throw new IllegalStateException(path + ": " + answer.statusCode() + " " + answer.body());
            }
            return JSON.readTree(answer.body());
        } catch (IOException broken) {
            throw new UncheckedIOException(broken);
        } catch (InterruptedException stop) {
            throw interrupted(stop);
        }
    }

    /** The lines of the event stream, as they come. */
    Stream<String> events(String query) {
        try {
            return HTTP.send(request("/api/v1/events" + query).header("Accept", "text/event-stream").build(),
                    BodyHandlers.ofLines()).body();
        } catch (IOException broken) {
            throw new UncheckedIOException(broken);
        } catch (InterruptedException stop) {
            throw interrupted(stop);
        }
    }

    /** One message of an agent; returns the whole answer. */
    String agent(String verb, MachineFile.Line machine, String fields, String payload) {
        String body = "key-of-instance=" + machine.key() + "\ntoken=" + machine.token() + "\nnonce=n-" + machine.id()
                + "\n" + fields + "\n" + payload;
        try {
            return HTTP.send(HttpRequest.newBuilder(URI.create(url + "/agent/v1/" + verb))
                    .timeout(Duration.ofSeconds(90))
                    .header("Content-Type", "application/octet-stream")
                    .POST(BodyPublishers.ofString(body, StandardCharsets.UTF_8))
                    .build(), BodyHandlers.ofString()).body();
        } catch (IOException broken) {
            throw new UncheckedIOException(broken);
        } catch (InterruptedException stop) {
            throw interrupted(stop);
        }
    }

    /** A signed delivery of a webhook; returns the status of the answer. */
    int deliver(String id, String signature, byte[] body) {
        try {
            return HTTP.send(HttpRequest.newBuilder(URI.create(url + "/hooks/acme.far"))
                    .header("X-GitHub-Delivery", id)
                    .header("X-GitHub-Event", "push")
                    .header("X-Hub-Signature-256", signature)
                    .header("Content-Type", "application/json")
                    .POST(BodyPublishers.ofByteArray(body))
                    .build(), BodyHandlers.discarding()).statusCode();
        } catch (IOException broken) {
            throw new UncheckedIOException(broken);
        } catch (InterruptedException stop) {
            throw interrupted(stop);
        }
    }

    private HttpRequest.Builder request(String path) {
        return HttpRequest.newBuilder(URI.create(url + path)).header("Authorization", "Bearer " + token);
    }

    private static IllegalStateException interrupted(InterruptedException stop) {
        Thread.currentThread().interrupt();
        return new IllegalStateException("interrupted", stop);
    }
}
