package io.headrace;

import io.headrace.model.Secret;
import java.io.IOException;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

/** Against a bare repository in a folder, which git treats like one of a server. */
final class GitClientTest {
    @TempDir
    Path folder = Path.of("unset");
    private final List<String> said = new ArrayList<>();
    private URI url = URI.create("unset");

    @BeforeEach
    void initRepository() throws IOException, InterruptedException {
        Path bare = folder.resolve("bare.git");
        git("init", "--quiet", "--bare", bare.toString());
        git("--git-dir", bare.toString(), "config", "receive.advertisePushOptions", "true");
        url = bare.toUri();
    }

    @Test
    void push_ofAFolder_isTheFirstCommitOfTheBranch() throws IOException, InterruptedException {
        Path files = Files.createDirectories(folder.resolve("files/local"));
        Files.writeString(files.resolve("hello.yaml"), "a: 1\n");
        GitClient client = client();
        assertThat(client.has("main")).isFalse();
        client.push(folder.resolve("files"), "main", "Deploy the example");
        assertThat(client.has("main")).isTrue();
        assertThat(git("--git-dir", Path.of(url).toString(), "log", "--format=%an %ae %s", "main"))
                .isEqualTo("demo demo@localhost Deploy the example\n");
        assertThat(git("--git-dir", Path.of(url).toString(), "show", "main:local/hello.yaml")).isEqualTo("a: 1\n");
    }

    @Test
    void push_refused_endsWithWhatGitSaid() throws IOException, InterruptedException {
        Path files = Files.createDirectories(folder.resolve("files"));
        Files.writeString(files.resolve("hello.yaml"), "a: 1\n");
        Path hook = Path.of(url).resolve("hooks/pre-receive");
        Files.writeString(hook, "#!/bin/sh\necho no way >&2\nexit 1\n");
        assertThat(hook.toFile().setExecutable(true)).isTrue();
        assertThatThrownBy(() -> client().push(files, "main", "Deploy")).isInstanceOf(CannotException.class);
        assertThat(said).anyMatch(line -> line.contains("no way"));
    }

    @Test
    void has_ofARepositoryThatIsNotThere_isAFailureWithTheReason() {
        url = folder.resolve("none.git").toUri();
        assertThatThrownBy(() -> client().has("main")).isInstanceOf(CannotException.class)
                .hasMessageContaining("none.git");
    }

    private GitClient client() {
        return new GitClient(url, "demo", new Secret("t0ken"), said::add);
    }

    private static String git(String... arguments) throws IOException, InterruptedException {
        List<String> command = new ArrayList<>(List.of("git"));
        command.addAll(List.of(arguments));
        Process git = new ProcessBuilder(command).redirectErrorStream(true).start();
        String output = new String(git.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        assertThat(git.waitFor()).as(output).isZero();
        return output;
    }
}
