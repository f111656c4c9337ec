package io.headrace.http;

import com.fasterxml.jackson.databind.ObjectMapper;
import io.headrace.model.Entry;
import io.headrace.model.Secret;
import io.headrace.store.Cleaning;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

@Timeout(60)
final class EventRoutesTest {

    @TempDir
    private Path folder = Path.of("unset");
    private SeededServer server;
    private Secret alice;

    @BeforeEach
    void start() {
        server = SeededServer.start(folder);
        alice = server.token("acme", "alice");
    }

    @AfterEach
    void stop() {
        server.close();
    }

    @Test
    void stream_whileThingsHappen_tellsThemInOrder() throws Exception {
        try (EventStream stream = EventStream.open(server, alice, "?run=shop/lamp")) {
            for (int i = 1; i <= 200; i++) {
                tell(i);
            }
            List<String> told = new ArrayList<>();
            long last = 0;
            while (told.size() < 200) {
                EventStream.Message message = stream.next();
                assertThat(Long.parseLong(message.id())).isGreaterThan(last);
                last = Long.parseLong(message.id());
                told.add(new ObjectMapper().readTree(message.data()).path("message").asText());
            }
            assertThat(told).first().isEqualTo("1");
            assertThat(told).last().isEqualTo("200");
        }
    }

    @Test
    void stream_afterAnId_goesOnThere() throws Exception {
        EventStream.Message seen;
        try (EventStream stream = EventStream.open(server, alice, "?after=0")) {
            seen = stream.next();
        }
        try (EventStream again = EventStream.open(server, alice, "", "Last-Event-ID", seen.id())) {
            assertThat(Long.parseLong(again.next().id())).isGreaterThan(Long.parseLong(seen.id()));
        }
    }

    @Test
    void stream_afterAnIdThatNeverWas_isReset() throws Exception {
        for (String id : List.of("999999999", "-1", "x", "9".repeat(300))) {
            try (EventStream stream = EventStream.open(server, alice, "", "Last-Event-ID", id)) {
                assertThat(stream.next().type()).as(id).isEqualTo("reset");
                tell(7);
                assertThat(stream.next().data()).contains("\"message\":\"7\"");
            }
        }
    }

    @Test
    void stream_afterAnIdThatRetentionDeleted_isResetToThePresent() throws Exception {
        String last = Long.toString(server.fixture.events.last());
        server.fixture.clock.pass(Duration.ofDays(1));
        assertThat(new Cleaning(server.fixture.database).events(server.fixture.clock.instant(), 100_000)).isPositive();
        try (EventStream stream = EventStream.open(server, alice, "", "Last-Event-ID", "1")) {
            EventStream.Message reset = stream.next();
            assertThat(List.of(reset.type(), reset.id())).containsExactly("reset", last);
        }
        assertThat(Calls.with(server, alice).get("/api/v1/runs").header("Headrace-Event")).isEqualTo(last);
        try (EventStream stream = EventStream.open(server, alice, "", "Last-Event-ID", last)) {
            tell(7);
            assertThat(stream.next().data()).contains("\"message\":\"7\"");
        }
    }

    @Test
    void stream_ofOneTenant_tellsNothingOfAnother() throws Exception {
        try (EventStream stream = EventStream.open(server, server.token("globex", "gina"), "")) {
            tell(1);
            server.fixture.events.tell(Seed.FOREIGN, new Entry("note", "", "ours"));
            assertThat(stream.next().data()).contains("\"tenant\":\"globex\"").contains("ours");
        }
    }

    @Test
    void stream_thatNobodyReads_delaysNoOther() throws Exception {
        try (Socket deaf = new Socket(); EventStream stream = EventStream.open(server, alice, "")) {
            deaf.setReceiveBufferSize(4096);
            deaf.connect(new InetSocketAddress(InetAddress.getLoopbackAddress(), server.url.getPort()));
            deaf.getOutputStream()
                    .write(("GET /api/v1/events HTTP/1.1\r\nHost: x\r\nAuthorization: Bearer " + alice.reveal()
                            + "\r\n\r\n").getBytes(StandardCharsets.US_ASCII));
            assertThat(deaf.getInputStream().read()).isEqualTo('H');
            String much = "x".repeat(20_000);
            for (int i = 1; i <= 500; i++) {
                server.fixture.events.tell(Seed.LAMP, new Entry("note", "", i + " " + much));
            }
            List<String> told = new ArrayList<>();
            while (told.size() < 500) {
                told.add(new ObjectMapper().readTree(stream.next().data()).path("message").asText());
            }
            assertThat(told.getLast()).startsWith("500 ");
            assertThat(Calls.with(server, alice).get("/api/v1/runs").status()).isEqualTo(200);
        }
    }

    @Test
    void stream_ofATokenThatIsRevoked_ends() throws Exception {
        Secret token = server.token("acme", "bob");
        try (EventStream stream = EventStream.open(server, token, "")) {
            String id = server.fixture.tokens.authenticate(token).orElseThrow().id();
            server.fixture.tokens.revoke("acme", id);
            assertThatThrownBy(stream::next).isInstanceOf(IOException.class);
        }
    }

    @Test
    void stream_whoseReaderTakesNothing_isCutOff() throws Exception {
        List<Socket> idle = new ArrayList<>();
        try {
            // As many as one caller may have: whether there is room for one more tells whether they were cut off.
            for (int i = 0; i < 4; i++) {
                Socket socket = new Socket(server.url.getHost(), server.url.getPort());
                idle.add(socket);
                socket.getOutputStream()
                        .write(("GET /api/v1/events HTTP/1.1\r\nHost: x\r\nAuthorization: Bearer " + alice.reveal()
                                + "\r\n\r\n").getBytes(StandardCharsets.US_ASCII));
                assertThat(socket.getInputStream().read()).isEqualTo('H');
            }
            Entry big = new Entry("note", "", "x".repeat(100_000));
            await().atMost(Duration.ofSeconds(50)).until(() -> {
                server.fixture.events.tell(Seed.LAMP, big);
                try (EventStream one = EventStream.open(server, alice, "")) {
                    return one.status() == 200;
                }
            });
        } finally {
            for (Socket socket : idle) {
                socket.close();
            }
        }
    }

    @Test
    void stream_whenTheServerStops_ends() throws IOException, InterruptedException {
        try (EventStream stream = EventStream.open(server, alice, "")) {
            server.api.close();
            assertThat(stream.status()).isEqualTo(200);
            assertThatThrownBy(stream::next).isInstanceOf(IOException.class);
        }
    }

    private void tell(int number) {
        server.fixture.events.tell(Seed.LAMP, new Entry("note", "", Integer.toString(number)));
    }
}
