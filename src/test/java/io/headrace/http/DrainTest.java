package io.headrace.http;

import io.headrace.http.Calls.Answer;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Base64;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

/** A server that stops takes no new work, ends event streams, and still tells what is. */
final class DrainTest {

    @TempDir
    Path folder = Path.of("");

    @Test
    void drain_endsStreamsAndRefusesNewWorkAlone() throws IOException, InterruptedException {
        try (SeededServer server = SeededServer.start(folder)) {
            Calls alice = Calls.by(server, "acme", "alice");
            Calls nobody = Calls.byNobody(server);
            try (EventStream stream = EventStream.open(server, server.token("acme", "alice"), "")) {
                assertThat(server.api.drain(Duration.ofSeconds(30))).isTrue();
                assertThatThrownBy(stream::next).isInstanceOf(IOException.class);
            }
            Answer write = alice.post("/api/v1/tokens", "{\"member\":\"bob\"}");
            assertThat(write.outcome()).isEqualTo("503 stopping");
            assertThat(write.header("Retry-After")).isEqualTo("5");
            assertThat(nobody.post("/hooks/acme.mirror").outcome()).isEqualTo("503 stopping");
            assertThat(nobody.get("/health/ready").outcome()).isEqualTo("503 not-ready");

            assertThat(alice.get("/api/v1/runs").outcome()).isEqualTo("200");
            assertThat(nobody.get("/health/live").outcome()).isEqualTo("200");
            assertThat(nobody.post("/agent/v1/next", "x".getBytes(UTF_8)).outcome()).isEqualTo("200");
            String basic = "Basic " + Base64.getEncoder()
                    .encodeToString(("x:" + server.token("acme", "alice").reveal()).getBytes(UTF_8));
            String refs = "/git/acme/infra.git/info/refs?service=";
            assertThat(nobody.get(refs + "git-upload-pack", "Authorization", basic).outcome()).isEqualTo("200");
            assertThat(nobody.get(refs + "git-receive-pack", "Authorization", basic).outcome()).isEqualTo("503");
        }
    }
}
