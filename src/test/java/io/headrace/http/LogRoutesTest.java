package io.headrace.http;

import com.fasterxml.jackson.databind.JsonNode;
import io.headrace.model.Secret;
import java.io.BufferedReader;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.zip.ZipEntry;
import java.util.zip.ZipInputStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

import static org.assertj.core.api.Assertions.assertThat;

@Timeout(90)
final class LogRoutesTest {

    private static final String STAGING = "/api/v1/runs/acme/infra/shop/lamp-staging";
    private static final String BLOB = "logs/acme/infra/shop/lamp-staging/web.1/1/1";
    private static final String BEGUN = "+ apt-get install -y apache2 php\nSetting up apache2 (2.4.62-1) ...\n";

    @TempDir
    private Path folder = Path.of("unset");
    private SeededServer server;
    private Secret alice;

    @BeforeEach
    void start() {
        WebSettings.Bounds usual = SeededServer.BOUNDS;
        server = SeededServer.bounded(folder, new WebSettings.Bounds(usual.jsonBytes(), usual.commitBytes(),
                usual.hookBytes(), usual.heldBytes(), usual.eventReaders(), usual.eventReadersEach(),
                usual.patience(), Duration.ofMillis(200)));
        alice = server.token("acme", "alice");
    }

    @AfterEach
    void stop() {
        server.close();
    }

    @Test
    void step_followed_comesAsItIsPrintedUntilItEnds() throws Exception {
        try (HttpClient client = HttpClient.newHttpClient();
                InputStream stream = open(client, STAGING + "/-/logs/web.1:1:1?follow=true&offset=2")) {
            assertThat(text(stream.readNBytes(BEGUN.length() - 2))).isEqualTo(BEGUN.substring(2));
            append("half a li");
            assertThat(text(stream.readNBytes(9))).isEqualTo("half a li");
            append("ne\n");
            server.fixture.story(Seed.STAGING).exited("web.1", 0, "ready");
            assertThat(text(stream.readAllBytes())).isEqualTo("ne\n");
        }
    }

    /** Idle connections are closed after three beats; a stream of events counts the beats. */
    @Test
    void logs_thatAreQuietForManyBeats_goOn() throws Exception {
        try (HttpClient client = HttpClient.newHttpClient();
                InputStream step = open(client, STAGING + "/-/logs/web.1:1:1?follow=true");
                InputStream run = open(client, STAGING + "/-/log?follow=true");
                InputStream beats = open(client, "/api/v1/events?after=" + server.fixture.events.last())) {
            step.readNBytes(BEGUN.length());
            run.readNBytes(BEGUN.length() + 2 * "web.1 | ".length());
            BufferedReader lines = new BufferedReader(new InputStreamReader(beats, StandardCharsets.UTF_8));
            for (int beat = 0; beat < 8;) {
                beat += lines.readLine().startsWith(":") ? 1 : 0;
            }
            append("at last\n");
            server.fixture.story(Seed.STAGING).exited("web.1", 0, "ready").finished();
            assertThat(text(step.readAllBytes())).isEqualTo("at last\n");
            assertThat(text(run.readAllBytes())).isEqualTo("web.1 | at last\n");
        }
    }

    @Test
    void run_followed_comesInWholeLinesWithTheInstanceUntilItRests() throws Exception {
        try (HttpClient client = HttpClient.newHttpClient();
                InputStream stream = open(client, STAGING + "/-/log?follow=true")) {
            String first = "web.1 | + apt-get install -y apache2 php\nweb.1 | Setting up apache2 (2.4.62-1) ...\n";
            assertThat(text(stream.readNBytes(first.length()))).isEqualTo(first);
            append("half a li");
            append("ne\nno end");
            assertThat(text(stream.readNBytes(20))).isEqualTo("web.1 | half a line\n");
            server.fixture.story(Seed.STAGING).exited("web.1", 0, "ready").finished();
            assertThat(text(stream.readAllBytes())).isEqualTo("web.1 | no end\n");
        }
    }

    @Test
    void steps_ofARun_comeInTheOrderInWhichTheyBegan() {
        server.fixture.blobs.append("logs/acme/infra/billing/api/db.1/1/1", 0, "initdb\n".getBytes(
                StandardCharsets.UTF_8));
        String log = Calls.with(server, alice).get("/api/v1/runs/acme/infra/billing/api/-/log").body();
        assertThat(log.lines()).startsWith("db.1 | initdb", "web.2 | + pip install -r requirements.txt");
    }

    @Test
    void steps_ofFormerInstances_areListedByTheirLogs() {
        Calls calls = Calls.with(server, alice);
        String run = "/api/v1/runs/acme/infra/old-shop/-/logs";
        server.fixture.blobs.append("logs/acme/infra/old-shop/web.1/1/1", 0, "old\n".getBytes(StandardCharsets.UTF_8));
        server.fixture.blobs.append("logs/acme/infra/old-shop/web.1/2/9", 0, "odd\n".getBytes(StandardCharsets.UTF_8));
        server.fixture.blobs.append("logs/acme/infra/old-shop/x/web.1/1/1", 0, "not its own".getBytes(
                StandardCharsets.UTF_8));
        assertThat(calls.get(run).json().path("items")).isEmpty();
        assertThat(calls.get(run + "?former=true").json().path("items")).map(JsonNode::toString).containsExactly("""
            {"step":"web.1:1:1","instance":"web.1","generation":1,"attempt":null,"kind":"deploy","component":"web",\
            "status":"succeeded","exitCode":0,"bytes":4,"gone":false,"former":true}""", """
            {"step":"web.1:2:9","instance":"web.1","generation":2,"attempt":null,"kind":"","component":"",\
            "status":"unknown","exitCode":null,"bytes":4,"gone":false,"former":true}""");
        assertThat(calls.get(run + "/web.1:1:1").body()).isEqualTo("old\n");
    }

    @Test
    void reports_ofARun_comeInOneArchive() throws Exception {
        try (HttpClient client = HttpClient.newHttpClient();
                InputStream stream = open(client, "/api/v1/runs/acme/infra/shop/lamp/-/reports.zip");
                ZipInputStream zip = new ZipInputStream(new ByteArrayInputStream(stream.readAllBytes()))) {
            ZipEntry entry = zip.getNextEntry();
            assertThat(entry).isNotNull().extracting(ZipEntry::getName).isEqualTo("lb.1/1/2.tar.gz");
            assertThat(text(zip.readAllBytes())).isEqualTo("a report");
            assertThat(zip.getNextEntry()).isNull();
        }
    }

    private InputStream open(HttpClient client, String path) throws IOException, InterruptedException {
        HttpRequest request = HttpRequest.newBuilder(server.url.resolve(path))
                .header("Authorization", "Bearer " + alice.reveal())
                .build();
        return client.send(request, HttpResponse.BodyHandlers.ofInputStream()).body();
    }

    private void append(String text) {
        server.fixture.blobs.append(BLOB, server.fixture.blobs.length(BLOB), text.getBytes(StandardCharsets.UTF_8));
    }

    private static String text(byte[] bytes) {
        return new String(bytes, StandardCharsets.UTF_8);
    }
}
