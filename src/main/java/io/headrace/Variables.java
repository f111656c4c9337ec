package io.headrace;

import io.headrace.model.Known;
import io.headrace.model.Problem;
import io.headrace.yaml.Fields;
import io.headrace.yaml.Position;
import io.headrace.yaml.Problems;
import io.headrace.yaml.YamlLimits;
import io.headrace.yaml.YamlNode;
import io.headrace.yaml.YamlNode.Entry;
import io.headrace.yaml.YamlNode.Mapping;
import io.headrace.yaml.YamlNode.Scalar;
import io.headrace.yaml.YamlReader;
import io.headrace.yaml.YamlText;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.stream.Stream;

/**
 * The environment as a layer of the configuration: {@code limits.pushBytes} is {@code HEADRACE_LIMITS_PUSH_BYTES}, its
 * value YAML. Problems name the variable as their file.
 */
final class Variables {
    private static final String PREFIX = "HEADRACE_";

    private final Map<String, String> environment;
    private final Map<String, Problems> asked = new TreeMap<>();

    Variables(Map<String, String> environment) {
        this.environment = Map.copyOf(environment);
    }

    /** The variable of a key's path. */
    static String name(String path) {
        return PREFIX
                + path.replaceAll("([a-z0-9])([A-Z])", "$1_$2")
                        .replaceAll("[^A-Za-z0-9]", "_")
                        .toUpperCase(Locale.ROOT);
    }

    boolean isSet(String path) {
        return environment.containsKey(name(path));
    }

    /** The value of the key from the environment, as fields with this one key; empty when it is not set. */
    Optional<Fields> fields(String path, String key) {
        String name = name(path);
        Problems problems = asked.computeIfAbsent(name, Problems::new);
        return Optional.ofNullable(environment.get(name))
                .map(value -> Fields.of(new Mapping(Position.START,
                        parse(name, value, problems).map(node -> new Entry(Scalar.of(Position.START, key), node))
                                .stream()
                                .toList()),
                        "the environment", problems));
    }

    /** The value of any variable, for {@code env:NAME}. */
    Optional<String> value(String name) {
        return Optional.ofNullable(environment.get(name));
    }

    private static Optional<YamlNode> parse(String name, String value, Problems problems) {
        YamlText text = YamlReader.read(name, value.getBytes(StandardCharsets.UTF_8), YamlLimits.DEFAULT);
        problems.addAll(text.problems());
        text.documents().forEach(document -> problems.addAll(document.problems()));
        if (text.documents().size() != 1 && !problems.fatal()) {
            problems.error(Position.START, "the variable must hold one YAML value; unset it to use the file's");
        }
        return problems.fatal() ? Optional.empty() : Optional.of(text.documents().getFirst().root());
    }

    /** All problems of variables, with those that look like ours and belong to no key. */
    List<Problem> problems() {
        List<String> sections = asked.keySet().stream().map(Variables::section).distinct().toList();
        Stream<Problem> unknown = environment.keySet()
                .stream()
                .filter(name -> name.startsWith(PREFIX) && !asked.containsKey(name))
                .filter(name -> sections.contains(section(name)) && !name.equals(PREFIX + section(name)))
                .map(name -> Problem.error(name, 1, 1,
                        "no key of the configuration has this variable; " + Known.hint(name, asked.keySet())));
        return Stream.concat(asked.values().stream().flatMap(problems -> problems.list().stream()), unknown)
                .sorted()
                .toList();
    }

    /** {@code SERVER} of {@code HEADRACE_SERVER_LISTEN}. */
    private static String section(String name) {
        String rest = name.substring(PREFIX.length());
        int end = rest.indexOf('_');
        return end < 0 ? rest : rest.substring(0, end);
    }
}
