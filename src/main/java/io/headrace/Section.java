package io.headrace;

import io.headrace.yaml.Fields;
import io.headrace.yaml.Located;
import io.headrace.yaml.Position;
import io.headrace.yaml.YamlNode;
import io.headrace.yaml.YamlNode.Mapping;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * One section of the configuration in its layers: for each key the variable counts, else the file, else the default. A
 * wrong value is reported with the place that it came from, and answered by the default.
 */
final class Section {
    private final String path;
    private final Fields file;
    private final Fields defaults;
    private final Variables variables;
    private final Path base;
    private final Map<String, Section> below = new LinkedHashMap<>();

    private Section(String path, Fields file, Fields defaults, Variables variables, Path base) {
        this.path = path;
        this.file = file;
        this.defaults = defaults;
        this.variables = variables;
        this.base = base;
    }

    /** The whole configuration; files in it are relative to {@code base}. */
    static Section root(Fields file, Fields defaults, Variables variables, Path base) {
        return new Section("", file, defaults, variables, base);
    }

    Section section(String key) {
        return below.computeIfAbsent(key,
                _ -> new Section(pathOf(key), below(file, key), below(defaults, key), variables, base));
    }

    private static Fields below(Fields fields, String key) {
        return fields.fields(key)
                .orElseGet(() -> Fields.of(new Mapping(Position.START, List.of()), fields.subject(key),
                        fields.problems()));
    }

    /** Whether somebody wrote the key; a default does not count. */
    boolean has(String key) {
        return file.node(key).isPresent() || variables.isSet(pathOf(key));
    }

    /** The fields in which the value of this key stands. */
    Fields layer(String key) {
        Optional<YamlNode> written = file.node(key);
        return variables.fields(pathOf(key), key).orElse(written.isPresent() ? file : defaults);
    }

    Optional<Located<String>> text(String key) {
        return layer(key).text(key);
    }

    /** A file or folder; relative to the configuration's folder. */
    Optional<Located<Path>> file(String key) {
        return text(key).flatMap(text -> {
            try {
                return Optional.of(new Located<>(base.resolve(text.value()), text.at()));
            } catch (InvalidPathException e) {
                layer(key).problems().error(text.at(), layer(key).subject(key) + " is not a path: " + e.getReason());
                return Optional.empty();
            }
        });
    }

    boolean flag(String key) {
        return layer(key).flag(key, false);
    }

    int integer(String key, int least, int most) {
        return layer(key).integer(key, least, most).map(Located::value).orElse(least);
    }

    long bytes(String key, long least, long most) {
        return layer(key).bytes(key, least, most).map(Located::value).orElse(least);
    }

    /** How long something is kept. */
    Duration age(String key) {
        return layer(key).duration(key, Duration.ofHours(1), Duration.ofDays(36_500))
                .map(Located::value)
                .orElse(Duration.ofDays(36_500));
    }

    /** Reports what the file holds and nobody asked for, here and below. */
    void done() {
        file.done();
        below.values().forEach(Section::done);
    }

    private String pathOf(String key) {
        return path.isEmpty() ? key : path + "." + key;
    }
}
