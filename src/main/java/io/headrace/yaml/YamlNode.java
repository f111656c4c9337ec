package io.headrace.yaml;

import java.util.List;
import java.util.Optional;

/** One value of a YAML document with its place; an alias is the very node that it names. */
public sealed interface YamlNode {

    Position at();

    /** Keys with values, in the order of the text; a key stands once. */
    record Mapping(Position at, List<Entry> entries) implements YamlNode {

        public Mapping {
            entries = List.copyOf(entries);
        }

        public Optional<YamlNode> get(String key) {
            return entries.stream().filter(entry -> entry.key().text().equals(key)).map(Entry::value).findFirst();
        }
    }

    /** One key with its value. */
    record Entry(Scalar key, YamlNode value) {}

    /** Values in order. */
    record Sequence(Position at, List<YamlNode> items) implements YamlNode {

        public Sequence {
            items = List.copyOf(items);
        }
    }

    /**
     * A text as it was written.
     *
     * @param textAt where the first line of the text stands; differs from {@code at} in a block ({@code |})
     */
    record Scalar(Position at, String text, Style style, Position textAt) implements YamlNode {

        /** A scalar that was made, not read. */
        public static Scalar of(Position at, String text) {
            return new Scalar(at, text, Style.QUOTED, at);
        }

        /** What the text means in the core schema. */
        public CoreType type() {
            return style == Style.PLAIN ? CoreType.of(text) : CoreType.TEXT;
        }
    }

    /** How a scalar was written: only a plain one can be anything but text, only a literal one keeps its lines. */
    enum Style {
        PLAIN, QUOTED, FOLDED, LITERAL
    }

    /** What this is, for messages: {@code a list}, {@code a number}. */
    default String kind() {
        return switch (this) {
            case Mapping _ -> "a mapping";
            case Sequence _ -> "a list";
            case Scalar scalar -> scalar.type().kind();
        };
    }
}
