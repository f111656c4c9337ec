package io.headrace.yaml;

import io.headrace.model.Known;
import io.headrace.yaml.YamlNode.Entry;
import io.headrace.yaml.YamlNode.Mapping;
import io.headrace.yaml.YamlNode.Scalar;
import io.headrace.yaml.YamlNode.Sequence;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * Reads one mapping strictly: each key is asked for by name, and {@link #done()} reports what nobody asked for. A wrong
 * value is reported and answered like an absent one, so that the reading goes on.
 */
public final class Fields {

    private final Position at;
    private final Optional<Mapping> mapping;
    private final String what;
    private final Problems problems;
    private final Set<String> asked = new LinkedHashSet<>();

    private Fields(Position at, Optional<Mapping> mapping, String what, Problems problems) {
        this.at = at;
        this.mapping = mapping;
        this.what = what;
        this.problems = problems;
    }

    /** {@code what} names the mapping in messages: {@code node 'web'}. */
    public static Fields of(YamlNode node, String what, Problems problems) {
        if (node instanceof Mapping mapping) {
            return new Fields(node.at(), Optional.of(mapping), what, problems);
        }
        problems.error(node.at(), what + " must be a mapping, not " + node.kind());
        return new Fields(node.at(), Optional.empty(), what, problems);
    }

    public Position at() {
        return at;
    }

    public String what() {
        return what;
    }

    public Problems problems() {
        return problems;
    }

    /** Whether the key stands there, whatever its value. */
    public boolean has(String key) {
        return mapping.flatMap(one -> one.get(key)).isPresent();
    }

    /** The value as it stands; a key without a value is reported. */
    public Optional<YamlNode> node(String key) {
        asked.add(key);
        Optional<YamlNode> node = mapping.flatMap(one -> one.get(key));
        if (node.filter(Fields::empty).isPresent()) {
            problems.error(node.get().at(), subject(key) + " has no value; write one or remove the key");
            return Optional.empty();
        }
        return node;
    }

    /** The same, and its absence is reported. */
    public Optional<YamlNode> required(String key) {
        if (mapping.isPresent() && mapping.get().get(key).isEmpty()) {
            problems.error(at, "'" + key + "' is missing in " + what);
        }
        return node(key);
    }

    /** Any scalar, exactly as it was written: {@code no}, {@code 1e3} and {@code 12:30:00} are these texts. */
    public Optional<Located<String>> text(String key) {
        return node(key).flatMap(node -> text(node, subject(key)));
    }

    public Optional<Located<String>> requiredText(String key) {
        return required(key).flatMap(node -> text(node, subject(key)));
    }

    public Optional<Located<Boolean>> flag(String key) {
        return node(key).flatMap(node -> Quantity.flag(node, subject(key), problems));
    }

    public boolean flag(String key, boolean fallback) {
        return flag(key).map(Located::value).orElse(fallback);
    }

    public Optional<Located<Integer>> integer(String key, int least, int most) {
        return node(key).flatMap(node -> Quantity.integer(node, subject(key), least, most, problems));
    }

    /** A duration such as {@code 90s}, {@code 30m}, {@code 1h30m}. */
    public Optional<Located<Duration>> duration(String key, Duration least, Duration most) {
        return node(key).flatMap(node -> Quantity.duration(node, subject(key), least, most, problems));
    }

    /** A number of bytes such as {@code 512MiB}, {@code 1GiB}. */
    public Optional<Located<Long>> bytes(String key, long least, long most) {
        return node(key).flatMap(node -> Quantity.bytes(node, subject(key), least, most, problems));
    }

    /** One of a few words. */
    public <E> Optional<Located<E>> choice(String key, Map<String, E> choices) {
        Optional<Located<String>> word = text(key);
        Optional<E> chosen = word.flatMap(one -> Optional.ofNullable(choices.get(one.value())));
        if (word.isPresent() && chosen.isEmpty()) {
            problems.error(word.get().at(), subject(key) + " cannot be " + Known.quote(word.get().value()) + "; "
                    + Known.hint(word.get().value(), choices.keySet()));
        }
        return chosen.map(one -> new Located<>(one, word.orElseThrow().at()));
    }

    /** The mapping below a key. */
    public Optional<Fields> fields(String key) {
        return node(key).map(node -> of(node, subject(key), problems));
    }

    /** Keys that people choose, with their values; empty when absent. */
    public List<Entry> entries(String key) {
        return switch (node(key).orElse(null)) {
            case Mapping found -> found.entries();
            case null -> List.of();
            case Sequence list -> wrong(list, key, "a mapping");
            case Scalar scalar -> wrong(scalar, key, "a mapping");
        };
    }

    /** The items of a list; empty when absent. */
    public List<YamlNode> items(String key) {
        return switch (node(key).orElse(null)) {
            case Sequence found -> found.items();
            case null -> List.of();
            case Mapping found -> wrong(found, key, "a list");
            case Scalar scalar -> wrong(scalar, key, "a list");
        };
    }

    /** The texts of a list; empty when absent. */
    public List<Located<String>> texts(String key) {
        List<Located<String>> texts = new ArrayList<>();
        items(key).forEach(item -> text(item, "an item of " + subject(key)).ifPresent(texts::add));
        return texts;
    }

    /** A value that must be a scalar, as its text. */
    public Optional<Located<String>> text(YamlNode node, String subject) {
        if (node instanceof Scalar scalar && scalar.type() != CoreType.NULL) {
            return Optional.of(new Located<>(scalar.text(), scalar.at()));
        }
        problems.error(node.at(), subject + " must be a text, not " + node.kind());
        return Optional.empty();
    }

    /** Keys that the format reserves. */
    public void later(String... keys) {
        for (String key : keys) {
            node(key).ifPresent(node -> problems.error(node.at(), subject(key) + " is not yet supported; remove it"));
        }
    }

    /** Says that everything was asked for: what is left is unknown. */
    public void done() {
        for (Entry entry : mapping.map(Mapping::entries).orElse(List.of())) {
            String key = entry.key().text();
            if (!asked.contains(key)) {
                String cut = empty(entry.value()) ? " (a text with a comma needs quotes here)" : "";
                problems.error(entry.key().at(),
                        "unknown key " + Known.quote(key) + " in " + what + cut + "; " + Known.hint(key, asked));
            }
        }
    }

    /** How messages name the value of a key: {@code 'replicas' of node 'web'}. */
    public String subject(String key) {
        return "'" + key + "' of " + what;
    }

    private <T> List<T> wrong(YamlNode node, String key, String wanted) {
        problems.error(node.at(), subject(key) + " must be " + wanted + ", not " + node.kind());
        return List.of();
    }

    private static boolean empty(YamlNode node) {
        return node instanceof Scalar scalar && scalar.type() == CoreType.NULL;
    }
}
