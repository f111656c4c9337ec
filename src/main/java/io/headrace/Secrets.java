package io.headrace;

import io.headrace.model.Known;
import io.headrace.model.Secret;
import io.headrace.yaml.Fields;
import io.headrace.yaml.Located;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;

/** Secrets of the configuration: {@code file:PATH} (its first line), {@code env:VARIABLE}, or the value as it is. */
final class Secrets {
    private final Variables variables;
    private final Path base;
    private final boolean wanted;

    /**
     * Those of one configuration.
     *
     * @param base what paths of files are relative to
     * @param wanted without it none is looked up, and those that are not written out have an arbitrary value
     */
    Secrets(Variables variables, Path base, boolean wanted) {
        this.variables = variables;
        this.base = base;
        this.wanted = wanted;
    }

    /** The secret below a key; empty when absent, and when it cannot be read, which is reported. */
    Optional<Secret> read(Fields fields, String key) {
        Optional<Located<String>> text = fields.text(key);
        if (text.isEmpty()) {
            return Optional.empty();
        }
        Optional<String> value = value(text.get(), fields, key);
        if (value.isPresent() && value.get().isBlank()) {
            fields.problems().error(text.get().at(), fields.subject(key) + " is empty");
            return Optional.empty();
        }
        return value.map(Secret::new);
    }

    private Optional<String> value(Located<String> text, Fields fields, String key) {
        String written = text.value();
        if (!wanted) {
            return Optional.of(written);
        }
        if (written.startsWith("env:")) {
            Optional<String> value = variables.value(written.substring(4));
            if (value.isEmpty()) {
                fields.problems()
                        .error(text.at(), fields.subject(key) + ": the variable "
                                + Known.quote(written.substring(4)) + " is not set");
            }
            return value;
        }
        return written.startsWith("file:") ? firstLine(text, fields, key) : Optional.of(written);
    }

    private Optional<String> firstLine(Located<String> text, Fields fields, String key) {
        Path file = base.resolve(text.value().substring(5));
        try (var lines = Files.lines(file)) {
            return Optional.of(lines.findFirst().orElse(""));
        } catch (IOException | java.io.UncheckedIOException e) {
            fields.problems().error(text.at(), fields.subject(key) + ": cannot read " + file.toAbsolutePath());
            return Optional.empty();
        }
    }
}
