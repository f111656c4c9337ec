package io.headrace;

import io.headrace.cli.Surroundings;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.BindException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import picocli.CommandLine;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

/** The commands that need no server, as a user calls them. */
final class MainTest {
    @TempDir
    Path folder = Path.of("unset");

    @Test
    void version_isPrintedByCommandAndOption() {
        assertThat(Said.by("version")).isEqualTo(Said.by("--version"));
        assertThat(Said.by("version").out()).startsWith("headrace ").contains("Java " + Runtime.version());
    }

    @ParameterizedTest
    @MethodSource("commands")
    void help_ofEachCommand_namesItsOptionsAndExitCodes(String path) {
        Said help = Said.by((path + " --help").strip().split(" "));
        assertThat(help.code()).isZero();
        assertThat(help.out()).contains("Usage: headrace", "--help", "Exit codes:", "wrong usage");
    }

    static Stream<String> commands() {
        return paths("", Main.commandLine(Surroundings.plain(Map.of()), Said.CONNECTORS, Said.NO_SERVER));
    }

    @Test
    void pageOfTheCommandLine_namesEveryCommandAndNoOther() throws IOException {
        String page = Files.readString(Path.of("src/site/markdown/command-line.md"));
        // The root has no name, and the launcher alone calls the hidden `train`.
        List<String> known = Stream.concat(commands().skip(1), Stream.of(" generate-completion"))
                .filter(path -> !path.equals(" train"))
                .toList();
        assertThat(page).contains(known.stream().map(path -> "headrace" + path).toList());
        assertThat(Pattern.compile("\\bheadrace( [a-z-]+)").matcher(page).results().map(found -> found.group(1)))
                .isSubsetOf(known);
    }

    private static Stream<String> paths(String path, CommandLine command) {
        return Stream.concat(Stream.of(path),
                command.getSubcommands()
                        .entrySet()
                        .stream()
                        .filter(entry -> !entry.getKey().equals("generate-completion"))
                        .flatMap(entry -> paths(path + " " + entry.getKey(), entry.getValue())));
    }

    @Test
    void unknownCommand_isWrongUsageWithASuggestion() {
        Said said = Said.by("versoin");
        assertThat(said.code()).isEqualTo(2);
        assertThat(said.err()).contains("versoin").contains("version");
    }

    @Test
    void completion_isAScriptThatKnowsTheCommands() {
        assertThat(Said.by("generate-completion").out()).startsWith("#!/usr/bin/env bash")
                .contains("config", "version");
    }

    @Test
    void configDefaults_written_isAFileThatConfigAccepts() throws IOException {
        Said defaults = Said.by("config", "--defaults");
        Path file = Files.writeString(folder.resolve("headrace.yaml"), defaults.out());
        Said effective = Said.by("config", "--config", file.toString());
        assertThat(effective).extracting(Said::code, Said::err).containsExactly(0, "");
        assertThat(effective.out()).contains("url: \"http://127.0.0.1:8080\"", "pushBytes: 64MiB");
    }

    @Test
    void config_withProblems_listsThemAndExits1() throws IOException {
        Path file = Files.writeString(folder.resolve("headrace.yaml"), "a: 1\nserver: {port: 1}\n");
        assertThat(Said.by("config", "-c", file.toString())).satisfies(said -> {
            assertThat(said.code()).isEqualTo(1);
            assertThat(said.out()).isEmpty();
            assertThat(said.err().lines()).hasSize(2).allMatch(line -> line.startsWith(file + ":"));
        });
    }

    @Test
    void serve_withoutAConfiguration_offersTheDemo() {
        assertThat(Said.by("serve")).satisfies(said -> {
            assertThat(said.code()).isEqualTo(3);
            assertThat(said.err()).startsWith("headrace: there is no headrace.yaml in this folder")
                    .contains("headrace serve --demo");
        });
        assertThat(Said.by("serve", "--demo", "-c", "x.yaml").code()).isEqualTo(3);
        assertThat(Said.by("--help").out()).contains("Without a command it is `serve`");
    }

    @Test
    void listening_whereAnotherDoes_namesTheAddress() {
        assertThatThrownBy(() -> Failures.listening(List.of(new ServerConfig.Listen("127.0.0.1", 80)), () -> {
            throw new UncheckedIOException("Address already in use", new BindException());
        })).isInstanceOf(CannotException.class)
                .hasMessageStartingWith("cannot listen on 127.0.0.1:80: Address already in use; ");
    }

    @Test
    void config_ofAnAbsentFile_saysWhichAndExits3() {
        Said said = Said.by("config", "-c", folder.resolve("none.yaml").toString());
        assertThat(said).extracting(Said::code, Said::out).containsExactly(3, "");
        assertThat(said.err()).startsWith("headrace: cannot read the configuration " + folder.resolve("none.yaml"));
    }
}
