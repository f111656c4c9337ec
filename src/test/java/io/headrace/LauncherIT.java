package io.headrace;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

import static org.assertj.core.api.Assertions.assertThat;

/** The packaged program as a user starts it: by the launcher under each shell, through a link, and by {@code -jar}. */
final class LauncherIT {
    private static final Path LAUNCHER = Path.of("target/headrace").toAbsolutePath();
    private static final Path JAR = Path.of("target/headrace.jar").toAbsolutePath();
    private static final String JAVA = Path.of(System.getProperty("java.home"), "bin", "java").toString();

    @TempDir
    Path folder = Path.of("unset");

    static Stream<List<String>> ways() {
        return Stream.of(List.of(LAUNCHER.toString()), List.of("dash", LAUNCHER.toString()),
                List.of("busybox", "sh", LAUNCHER.toString()), List.of(JAVA, "-jar", JAR.toString()));
    }

    @ParameterizedTest
    @MethodSource("ways")
    void program_startedInEachWay_printsTheWholeConfiguration(List<String> way) throws IOException {
        assertThat(run(way, "config", "--defaults"))
                .isEqualTo(new String(Resources.bytes("defaults.yaml"), StandardCharsets.UTF_8));
    }

    @Test
    void launcher_throughALink_findsItsJar() throws IOException {
        Path link = Files.createSymbolicLink(folder.resolve("hr"), LAUNCHER);
        assertThat(run(List.of(link.toString()), "version")).startsWith("headrace 0.").contains("Java 2");
    }

    @Test
    void launcher_afterItsJarWasReplaced_doesNotUseTheCache() throws IOException {
        Path copy = echoing();
        Files.copy(JAR, folder.resolve("headrace.jar"));
        Files.createSymbolicLink(folder.resolve("lib"), JAR.resolveSibling("lib"));
        assertThat(run(List.of("sh", copy.toString()), "serve")).contains("-XX:AOTCache=" + folder.toRealPath());
        assertThat(run(List.of("sh", copy.toString()), "version")).contains("-XX:AOTCache=" + folder.toRealPath());
        Files.write(folder.resolve("headrace.jar"), new byte[]{0}, StandardOpenOption.APPEND);
        assertThat(run(List.of("sh", copy.toString()), "version")).doesNotContain("AOTCache");
    }

    /** The launcher, but it makes its cache from a short command, and prints the last command instead of running it. */
    private Path echoing() throws IOException {
        String script = Files.readString(LAUNCHER)
                .replace("-jar \"$jar\" train", "-jar \"$jar\" version")
                .replace("exec \"$jdk/bin/java\"", "echo");
        return Files.writeString(folder.resolve("headrace"), script);
    }

    private String run(List<String> way, String... arguments) throws IOException {
        List<String> command = new ArrayList<>(way);
        command.addAll(List.of(arguments));
        Process process = new ProcessBuilder(command).directory(folder.toFile()).redirectErrorStream(true).start();
        return new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
    }
}
