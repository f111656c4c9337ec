package io.headrace.e2e;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

/** The demo with the example repository, and the commands of the README on it, as they are written there. */
final class ReadmeIT {

    private static final Pattern LAMP = Pattern.compile("Run lamp is Ready.*\\s+url {2}(http://\\S+)");

    @TempDir
    Path folder = Path.of("");
    private final int port = Headrace.freePort();
    @SuppressWarnings("NullAway.Init")
    private Process demo;

    @BeforeEach
    void start() throws IOException {
        copy(Path.of("example-repo"), folder.resolve("example-repo"));
        ProcessBuilder builder = new ProcessBuilder(Headrace.program(List.of(), "io.headrace.Main"))
                .directory(folder.toFile())
                .redirectErrorStream(true)
                .redirectOutput(folder.resolve("demo.log").toFile());
        builder.environment().put("HEADRACE_SERVER_LISTEN", "[\"127.0.0.1:" + port + "\"]");
        builder.environment().put("HEADRACE_SERVER_URL", "http://127.0.0.1:" + port);
        demo = builder.start();
    }

    @AfterEach
    void stop() {
        demo.destroyForcibly();
        await().until(() -> !demo.isAlive());
        Machines.killBelow(folder);
    }

    @Test
    void commandsOfTheReadme_scaleTheDemo() throws IOException {
        await("the example").atMost(Duration.ofMinutes(4))
                .until(() -> LAMP.matcher(log()).find()
                        || log().contains("The example was not deployed"));
        Matcher url = LAMP.matcher(log());
        assertThat(url.find()).as(log()).isTrue();
        assertThat(get(url.group(1)) + get(url.group(1))).contains("served by web.1", "served by web.2");

        Shell.Result scaled = Shell.run(folder, "sh", "-euc",
                commands().replace("127.0.0.1:8080", "127.0.0.1:" + port));
        assertThat(scaled.text()).contains("hello: unchanged")
                .contains("lamp: create web.3")
                .contains("lamp lb.1:1: step.succeeded onAdd of lb")
                .contains("lamp: Ready, 7 of 7 instances ready")
                .doesNotContain("lamp web.1:1")
                .doesNotContain("lamp db.1:1");
        assertThat(scaled.code()).isZero();
        assertThat(get(url.group(1)) + get(url.group(1)) + get(url.group(1)))
                .contains("served by web.1", "served by web.2", "served by web.3");

        demo.destroy();
        await("the end").atMost(Duration.ofSeconds(60)).until(() -> !demo.isAlive());
        assertThat(log()).contains("Ending the demo's 8 machines.");
        assertThat(Machines.below(folder)).isEmpty();
    }

    /** The block of the README that begins with the clone. */
    private static String commands() throws IOException {
        String readme = Files.readString(Path.of("README.md"));
        int begin = readme.indexOf("git clone http://demo:");
        return readme.substring(begin, readme.indexOf("```", begin));
    }

    private String log() {
        try {
            return Files.readString(folder.resolve("demo.log"));
        } catch (IOException broken) {
            throw new UncheckedIOException(broken);
        }
    }

    private static String get(String url) throws IOException {
        try (HttpClient client = HttpClient.newHttpClient()) {
            return client.send(HttpRequest.newBuilder(URI.create(url)).build(), BodyHandlers.ofString()).body();
        } catch (InterruptedException stop) {
            Thread.currentThread().interrupt();
            throw new AssertionError("interrupted", stop);
        }
    }

    private static void copy(Path from, Path to) throws IOException {
        try (Stream<Path> all = Files.walk(from)) {
            for (Path path : all.toList()) {
                Files.copy(path, to.resolve(from.relativize(path).toString()));
            }
        }
    }
}
