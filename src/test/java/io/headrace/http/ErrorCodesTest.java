package io.headrace.http;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;

/** The codes of errors: those that the program has, those of the description and those of the page are the same. */
final class ErrorCodesTest {

    private static final List<Path> SOURCES = List.of(Path.of("src/main/java/io/headrace/http"),
            Path.of("src/main/java/io/headrace/reconcile"));
    private static final String CODE = "([a-z]+(?:-[a-z]+)+|internal|forbidden|stopping|unauthenticated|unavailable)";
    private static final Pattern MADE = Pattern.compile(
            "(?:new ApiException\\([^\"]{1,60}|new Refusal\\(|Outcome\\.Refused\\(|String STALE = )\"" + CODE + "\"");

    @Test
    void codes_ofTheProgramTheDescriptionAndThePage_areTheSame() throws IOException {
        TreeSet<String> made = new TreeSet<>();
        for (Path folder : SOURCES) {
            try (Stream<Path> files = Files.walk(folder)) {
                for (Path file : files.filter(Files::isRegularFile).toList()) {
                    made.addAll(found(MADE, Files.readString(file)));
                }
            }
        }
        String description = Files.readString(Path.of("schemas/openapi.yaml"));
        String listed = description.substring(description.indexOf("\n    Code:\n"), description.indexOf("    Word:\n"));
        assertThat(found(Pattern.compile("- ([a-z-]+)\n"), listed)).as("described").isEqualTo(made);
        String page = Files.readString(Path.of("src/site/markdown/api.md"));
        String table = page.substring(page.indexOf("\n| Status | `code` |"));
        assertThat(found(Pattern.compile("`([a-z-]+)`"), table.replaceFirst("^.*", "").replaceAll("(?m)^[^|].*", "")))
                .as("in api.md")
                .isEqualTo(made);
    }

    private static Set<String> found(Pattern pattern, String text) {
        return pattern.matcher(text)
                .results()
                .map(match -> match.group(1))
                .collect(Collectors.toCollection(TreeSet::new));
    }
}
