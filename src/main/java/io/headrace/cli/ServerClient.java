package io.headrace.cli;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.headrace.model.Secret;
import io.headrace.net.DirectClient;
import io.headrace.net.DirectClient.Answer;
import io.headrace.net.DirectClient.Call;
import io.headrace.net.DirectClient.Flow;
import java.io.IOException;
import java.io.InputStream;
import java.net.URI;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.HashSet;
import java.util.Map;
import java.util.Set;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** The API of a running server, as commands use it: JSON in and out, every refusal a {@link ServerException}. */
public final class ServerClient implements AutoCloseable {

    private static final int PAGE = 200;

    /** What can stand in a header, and so what a token can be. */
    private static final Pattern TOKEN = Pattern.compile("[\\x21-\\x7e]+");

    private final URI server;
    private final DirectClient client;

    /**
     * A client of one server.
     *
     * @param authorities a file of certificates to trust instead of the usual ones, or null
     */
    public ServerClient(URI server, Secret token, @Nullable Path authorities) {
        boolean http = "http".equalsIgnoreCase(server.getScheme()) || "https".equalsIgnoreCase(server.getScheme());
        if (!http || server.getHost() == null) {
            throw new ServerException("not the URL of a server: " + server + "; write https://headrace.example.org");
        }
        if (!TOKEN.matcher(token.reveal()).matches()) {
            throw new ServerException("that is no token: it is empty, or holds blanks or other characters that no "
                    + "token has");
        }
        this.server = server;
        try {
            this.client = new DirectClient(token, authorities);
        } catch (IOException e) {
            throw new ServerException("--cacert: " + e.getMessage());
        }
    }

    URI server() {
        return server;
    }

    public JsonNode get(String path) {
        return document(ask("GET", path, ""));
    }

    /** The answer itself, for its headers and for what is not JSON. */
    Answer raw(String path) {
        return ask("GET", path, "");
    }

    public JsonNode post(String path, Map<String, ?> body) {
        return changed(ask("POST", path, Json.text(body)));
    }

    void put(String path, Map<String, ?> body) {
        ask("PUT", path, Json.text(body));
    }

    public JsonNode delete(String path) {
        return changed(ask("DELETE", path, ""));
    }

    /** Deletes what people call so. */
    public JsonNode delete(String path, String thing) {
        try {
            return delete(path);
        } catch (ServerException e) {
            throw e.about(thing);
        }
    }

    /** All pages of a list as one: {@code items}, and {@code next} null. */
    public JsonNode list(String path, Map<String, ? extends @Nullable Object> query) {
        return list(path, query, Integer.MAX_VALUE);
    }

    /** The first {@code most} items of a list; {@code next} is null when that is all. */
    JsonNode list(String path, Map<String, ? extends @Nullable Object> query, int most) {
        ObjectNode all = Json.object();
        ArrayNode items = all.putArray("items");
        String first = path + query(query) + (query(query).isEmpty() ? "?" : "&") + "limit=" + Math.min(most, PAGE);
        String page = first;
        Set<String> cursors = new HashSet<>();
        while (true) {
            JsonNode answer = get(page);
            if (!answer.path("items").isArray()) {
                throw foreign();
            }
            answer.path("items").valueStream().limit(most - items.size()).forEach(items::add);
            String next = answer.path("next").asText("");
            if (!answer.hasNonNull("next") || items.size() >= most) {
                return answer.hasNonNull("next") ? all.put("next", next) : all.putNull("next");
            }
            // One that sends back to where it has sent before would be asked for ever.
            if (!cursors.add(next) || answer.path("items").isEmpty()) {
                throw foreign();
            }
            page = first + "&cursor=" + encoded(next);
        }
    }

    /** Server-sent events from a path. */
    EventLines events(String path) {
        return new EventLines(flow(path, "text/event-stream").body());
    }

    /** Writes the archive that a path answers to a file, piece by piece. */
    void download(String path, Path file) throws IOException {
        try (InputStream body = flow(path, "application/zip").body()) {
            Files.copy(body, file, StandardCopyOption.REPLACE_EXISTING);
        }
    }

    private Flow flow(String path, String type) {
        try {
            Flow flow = client.open(call("GET", path, "", type));
            if (flow.status() != 200) {
                try (InputStream body = flow.body()) {
                    throw refusal(flow.status(), new String(body.readAllBytes(), StandardCharsets.UTF_8));
                }
            }
            if (!flow.type().equals(type)) {
                flow.body().close();
                throw foreign();
            }
            return flow;
        } catch (IOException e) {
            throw unreachable(e);
        }
    }

    /** {@code ?a=1&b=2} of what is neither null nor empty. */
    static String query(Map<String, ? extends @Nullable Object> query) {
        StringBuilder text = new StringBuilder();
        query.forEach((name, value) -> {
            if (value != null && !value.toString().isEmpty()) {
                text.append(text.isEmpty() ? "?" : "&").append(name).append('=').append(encoded(value.toString()));
            }
        });
        return text.toString();
    }

    /** One segment of a path, or a value of a query. */
    public static String encoded(String text) {
        return URLEncoder.encode(text, StandardCharsets.UTF_8).replace("+", "%20");
    }

    private Answer ask(String method, String path, String body) {
        try {
            Answer answer = client.send(call(method, path, body, "application/json"));
            if (answer.status() >= 300) {
                throw refusal(answer.status(), answer.text());
            }
            return answer;
        } catch (IOException e) {
            throw unreachable(e);
        }
    }

    private Call call(String method, String path, String body, String accept) {
        Map<String, String> headers = body.isEmpty()
                ? Map.of("Accept", accept)
                : Map.of("Accept", accept, "Content-Type", "application/json");
        String base = server.toString().replaceAll("/+$", "");
        return new Call(method, URI.create(base + path), headers, body);
    }

    private JsonNode document(Answer answer) {
        return Json.read(answer.body()).filter(JsonNode::isObject).orElseThrow(() -> foreign());
    }

    /** What a change answers, which may be nothing. */
    private JsonNode changed(Answer answer) {
        return answer.body().length == 0 ? Json.object() : document(answer);
    }

    private ServerException refusal(int status, String body) {
        JsonNode problem = Json.read(body.getBytes(StandardCharsets.UTF_8)).orElseGet(Json::object);
        if (status == 401) {
            return new ServerException(status, server + " does not know this token; log in with: headrace login "
                    + server);
        }
        if (!problem.hasNonNull("code")) {
            return new ServerException(status, status < 400
                    ? server + " redirects elsewhere; is that its right URL?"
                    : strange() + " It said " + status);
        }
        StringBuilder text = new StringBuilder(problem.path("detail").asText(problem.path("title").asText()));
        problem.path("problems").forEach(line -> text.append("\n  ").append(line.asText()));
        return new ServerException(status, Printable.lines(text.toString()));
    }

    /** What to say when the answer is not one of Headrace. */
    ServerException foreign() {
        return new ServerException(strange());
    }

    private String strange() {
        return server + " did not answer as a Headrace server does; is that its right URL?";
    }

    private ServerException unreachable(IOException e) {
        return new ServerException(ServerException.NO_ANSWER,
                "cannot reach " + server + ": " + e.getMessage());
    }

    @Override
    public void close() {
        client.close();
    }
}
