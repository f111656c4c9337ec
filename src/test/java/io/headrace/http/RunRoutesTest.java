package io.headrace.http;

import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import static org.assertj.core.api.Assertions.assertThat;

class RunRoutesTest {

    @Test
    void parameters_ofTheAgentItself_areNotShown(@TempDir Path folder) throws IOException, InterruptedException {
        try (SeededServer server = SeededServer.start(folder); HttpClient client = HttpClient.newHttpClient()) {
            server.fixture.parameters.set(Fixture.INFRA.run("shop/lamp"), "lb.1:1", "agent.nonce", "c0ffee", false);
            URI uri = server.url.resolve("/api/v1/runs/acme/infra/shop/lamp/-/parameters");
            String token = server.token("acme", "vera").reveal();
            HttpRequest request = HttpRequest.newBuilder(uri).header("Authorization", "Bearer " + token).build();
            String body = client.send(request, HttpResponse.BodyHandlers.ofString()).body();
            assertThat(body).contains("\"replicaSet\"").doesNotContain("agent.nonce");
        }
    }
}
