package io.headrace;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import io.headrace.model.Secret;
import io.headrace.net.ForbiddenUrlException;
import io.headrace.net.Guard;
import io.headrace.net.GuardRules;
import io.headrace.net.GuardedClient;
import io.headrace.net.GuardedClient.Answer;
import io.headrace.net.GuardedClient.Bounds;
import io.headrace.net.GuardedClient.Call;
import java.io.IOException;
import java.net.URI;
import java.util.Map;
import java.util.Set;

/** The API of a running server, as a command uses it: JSON in and out, every refusal a {@link CannotException}. */
final class ServerApi implements AutoCloseable {
    private static final JsonMapper JSON = JsonMapper.builder().build();

    private final URI server;
    private final Secret token;
    private final GuardedClient client;

    /** The server is one that the user names, so that its host may have any address. */
    ServerApi(URI server, Secret token) {
        if (server.getHost() == null) {
            throw new CannotException("not the URL of a server: " + server + "; write http://127.0.0.1:8080");
        }
        this.server = server;
        this.token = token;
        this.client = new GuardedClient(new Guard(GuardRules.publicOnly().withHosts(Set.of(server.getHost()))),
                Bounds.usual());
    }

    JsonNode get(String path) {
        return call("GET", path, "");
    }

    JsonNode post(String path, Map<String, ?> body) {
        try {
            return call("POST", path, JSON.writeValueAsString(body));
        } catch (JsonProcessingException e) {
            throw new IllegalArgumentException(e);
        }
    }

    void delete(String path) {
        call("DELETE", path, "");
    }

    private JsonNode call(String method, String path, String body) {
        URI url = server.resolve(path);
        Answer answer = send(new Call(method, url.toString(), Map.of("Authorization", "Bearer " + token.reveal(),
                "Accept", "application/json", "Content-Type", "application/json"), body));
        JsonNode json = json(answer.body());
        if (answer.status() >= 300) {
            String detail = json.path("detail").asText(json.path("title").asText("no reason given"));
            throw new CannotException(server + " answered " + answer.status() + ": " + detail);
        }
        return json;
    }

    private Answer send(Call call) {
        try {
            return client.send(call);
        } catch (IOException | ForbiddenUrlException e) {
            throw new CannotException(server + " does not answer: " + e.getMessage(), e);
        }
    }

    private JsonNode json(String body) {
        try {
            return JSON.readTree(body);
        } catch (JsonProcessingException e) {
            throw new CannotException(server + " did not answer with JSON; is it a Headrace server?", e);
        }
    }

    @Override
    public void close() {
        client.close();
    }
}
