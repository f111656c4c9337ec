package io.headrace.cli;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import io.headrace.cli.Cli.Ran;
import io.headrace.model.Secret;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.CopyOnWriteArrayList;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import static org.assertj.core.api.Assertions.assertThat;

/** What follows a server goes on when that is away: one that plays what it is told, and then knows nothing any more. */
final class FollowTest {

    private static final Play AWAY = new Play(503, "{\"code\": \"not-ready\", \"detail\": \"the server is starting\"}");

    @TempDir
    Path home = Path.of("");
    private final ConcurrentLinkedQueue<Play> plays = new ConcurrentLinkedQueue<>();
    private final List<String> asked = new CopyOnWriteArrayList<>();
    @SuppressWarnings("NullAway.Init")
    private HttpServer server;
    @SuppressWarnings("NullAway.Init")
    private Cli cli;

    private record Play(int status, String body) {}

    @BeforeEach
    void start() throws IOException {
        server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        server.createContext("/", this::play);
        server.start();
        cli = Cli.at("http://127.0.0.1:" + server.getAddress().getPort(), new Secret("hr_x"), home);
    }

    @AfterEach
    void stop() {
        server.stop(0);
    }

    private void play(HttpExchange exchange) throws IOException {
        asked.add(exchange.getRequestURI().toString());
        Play next = plays.poll();
        Play play = next == null ? new Play(404, "{\"code\": \"not-found\", \"detail\": \"it is gone\"}") : next;
        if (play.status == 200 && exchange.getRequestURI().getPath().endsWith("/events")
                && !play.body.startsWith("<")) {
            exchange.getResponseHeaders().add("Content-Type", "text/event-stream;charset=utf-8");
        }
        byte[] body = play.body.getBytes(StandardCharsets.UTF_8);
        exchange.sendResponseHeaders(play.status, body.length);
        exchange.getResponseBody().write(body);
        exchange.close();
    }

    @Test
    void events_whenTheStreamBreaks_goOnAfterTheLastOne() {
        plays.add(new Play(200, "retry: 2000\n\nid: 7\ndata: {\"id\":\"7\"}\n\n: still here\n\n"));
        plays.add(AWAY);
        plays.add(AWAY);
        plays.add(new Play(200, "id: 9\ndata: {\"id\":\"9\"}\n\nid: 10\ndata: {\"id\""));
        assertThat(cli.run("events", "-f", "-o", "json")).isEqualTo(new Ran(3, "{\"id\":\"7\"}\n{\"id\":\"9\"}\n", """
            headrace: the server is starting (trying again)
            headrace: the server answers again
            headrace: it is gone
            """));
        assertThat(asked).containsExactly("/api/v1/events", "/api/v1/events?after=7", "/api/v1/events?after=7",
                "/api/v1/events?after=7", "/api/v1/events?after=9");
    }

    @Test
    void events_thatAreNotKeptAnyMore_areMentioned() {
        plays.add(new Play(200, "event: reset\nid: 12\ndata: {\"id\":\"12\"}\n\n"));
        assertThat(cli.run("events", "--after", "3"))
                .isEqualTo(new Ran(0, "", "headrace: some older events are not kept any more\n"));
        assertThat(asked).hasSize(1);
    }

    @Test
    void list_ofSeveralPages_isReadToItsEnd() {
        plays.add(new Play(200, "{\"items\": [{\"name\": \"a\"}], \"next\": \"c 1\"}"));
        plays.add(new Play(200, "{\"items\": [{\"name\": \"b\"}], \"next\": null}"));
        assertThat(cli.out("runs", "-o", "json")).isEqualTo("""
            {
              "items" : [ {
                "name" : "a"
              }, {
                "name" : "b"
              } ],
              "next" : null
            }
            """);
        assertThat(asked).containsExactly("/api/v1/runs?limit=200", "/api/v1/runs?limit=200&cursor=c%201");
    }

    @Test
    void list_thatComesRoundAgain_isNotReadForEver() {
        for (String cursor : List.of("one", "two", "one", "two")) {
            plays.add(new Play(200, "{\"items\": [{\"name\": \"a\"}], \"next\": \"" + cursor + "\"}"));
        }
        assertThat(cli.run("runs").err())
                .endsWith(" did not answer as a Headrace server does; is that its right URL?\n");
        assertThat(asked).hasSize(3);
    }

    @Test
    void watch_whenSomethingChanged_showsItAgain() {
        plays.add(new Play(200, "{\"items\": [], \"next\": null}"));
        plays.add(new Play(200, "{\"items\": [], \"next\": null}"));
        plays.add(new Play(200, "{\"items\": [{\"tenant\": \"a\", \"repository\": \"b\", \"name\": \"c\"}], "
                + "\"next\": null}"));
        assertThat(cli.run("runs", "--watch")).isEqualTo(new Ran(3, """
            RUN  PHASE  READY  COMMIT

            RUN    PHASE  READY  COMMIT
            a/b/c         0/0
            """, "headrace: it is gone\n"));
    }

    @Test
    void answer_thatIsNotAHeadraceServers_isSaid() {
        String url = "http://127.0.0.1:" + server.getAddress().getPort();
        plays.add(new Play(200, "<html>"));
        assertThat(cli.run("runs").err()).isEqualTo(
                "headrace: " + url + " did not answer as a Headrace server does; is that its right URL?\n");
        for (String body : List.of("", "[]", "{}", "{\"items\": null, \"next\": null}",
                "{\"items\": {}, \"next\": null}",
                "{\"items\": [], \"next\": \"c\"}")) {
            plays.add(new Play(200, body));
            assertThat(cli.run("runs")).as(body)
                    .isEqualTo(new Ran(3, "",
                            "headrace: " + url
                                    + " did not answer as a Headrace server does; is that its right URL?\n"));
        }
        plays.add(new Play(200, "<html>"));
        assertThat(cli.run("events", "-f").err()).as("a page instead of events").contains("as a Headrace server does");
        plays.add(new Play(302, ""));
        assertThat(cli.run("runs").err())
                .isEqualTo("headrace: " + url + " redirects elsewhere; is that its right URL?\n");
    }
}
