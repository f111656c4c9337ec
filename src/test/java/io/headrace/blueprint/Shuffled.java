package io.headrace.blueprint;

import io.headrace.yaml.Json;
import io.headrace.yaml.YamlDocument;
import io.headrace.yaml.YamlLimits;
import io.headrace.yaml.YamlNode;
import io.headrace.yaml.YamlNode.Entry;
import io.headrace.yaml.YamlNode.Mapping;
import io.headrace.yaml.YamlNode.Scalar;
import io.headrace.yaml.YamlNode.Sequence;
import io.headrace.yaml.YamlNode.Style;
import io.headrace.yaml.YamlReader;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Random;
import java.util.stream.Collectors;

/** Writes YAML again with the keys of each mapping in another order. */
final class Shuffled {

    private Shuffled() {}

    static String yaml(String text, Random random) {
        return YamlReader.read("f", text.getBytes(StandardCharsets.UTF_8), YamlLimits.DEFAULT)
                .documents()
                .stream()
                .map(YamlDocument::root)
                .map(root -> flow(root, random))
                .collect(Collectors.joining("\n---\n"));
    }

    private static String flow(YamlNode node, Random random) {
        return switch (node) {
            case Mapping mapping -> {
                List<Entry> entries = new ArrayList<>(mapping.entries());
                Collections.shuffle(entries, random);
                yield entries.stream()
                        .map(entry -> flow(entry.key(), random) + ": " + flow(entry.value(), random))
                        .collect(Collectors.joining(", ", "{", "}"));
            }
            case Sequence list -> list.items()
                    .stream()
                    .map(item -> flow(item, random))
                    .collect(Collectors.joining(", ", "[", "]"));
            case Scalar scalar -> scalar.style() == Style.PLAIN && !scalar.text().matches(".*[{}\\[\\],:].*")
                    ? scalar.text()
                    : Json.string(scalar.text());
        };
    }
}
