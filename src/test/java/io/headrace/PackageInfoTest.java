package io.headrace;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;

/** Every package says in prose what it is, what it may not do, and why; read from the sources, as classes hold none. */
final class PackageInfoTest {
    private static final Path SOURCES = Path.of("src/main/java/io/headrace");
    private static final Pattern PROSE = Pattern.compile("/\\*\\*.*\\.\\s.*\\.\\s.*\\*/.*@NullMarked", Pattern.DOTALL);

    @Test
    void packages_all_sayWhatTheyAreAndWhatTheyMayNotDo() throws IOException {
        try (var folders = Files.walk(SOURCES)) {
            List<Path> silent = folders.filter(Files::isDirectory)
                    .filter(PackageInfoTest::holdsJava)
                    .filter(folder -> !PROSE.matcher(text(folder.resolve("package-info.java"))).find())
                    .toList();
            assertThat(silent).isEmpty();
        }
    }

    private static boolean holdsJava(Path folder) {
        try (var files = Files.list(folder)) {
            return files.anyMatch(file -> file.toString().endsWith(".java"));
        } catch (IOException e) {
            throw new AssertionError(e);
        }
    }

    private static String text(Path file) {
        try {
            return Files.exists(file) ? Files.readString(file) : "";
        } catch (IOException e) {
            throw new AssertionError(e);
        }
    }
}
