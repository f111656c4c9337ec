package io.headrace.yaml;

import io.headrace.model.Known;
import io.headrace.yaml.YamlNode.Entry;
import io.headrace.yaml.YamlNode.Mapping;
import io.headrace.yaml.YamlNode.Scalar;
import io.headrace.yaml.YamlNode.Sequence;
import java.math.BigDecimal;
import java.math.BigInteger;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.stream.Collectors;

/** Writes trees as JSON in one canonical form: keys sorted, no blanks, numbers plain. */
public final class Json {

    private static final int LARGEST_EXPONENT = 400;

    private Json() {}

    /** The JSON of a value; what JSON cannot say is reported and written as null. */
    public static String of(YamlNode node, Problems problems) {
        return switch (node) {
            case Mapping mapping -> object(members(mapping, problems));
            case Sequence list -> list.items()
                    .stream()
                    .map(item -> of(item, problems))
                    .collect(Collectors.joining(",", "[", "]"));
            case Scalar scalar -> scalar(scalar, problems);
        };
    }

    /** The JSON of each value of a mapping. */
    public static SortedMap<String, String> members(Mapping mapping, Problems problems) {
        SortedMap<String, String> members = new TreeMap<>();
        for (Entry entry : mapping.entries()) {
            members.put(entry.key().text(), of(entry.value(), problems));
        }
        return members;
    }

    /** An object of members that are JSON already. */
    public static String object(SortedMap<String, String> members) {
        return members.entrySet().stream().map(Json::member).collect(Collectors.joining(",", "{", "}"));
    }

    /** A text within double quotes. */
    public static String string(String text) {
        StringBuilder out = new StringBuilder(text.length() + 2).append('"');
        for (int i = 0; i < text.length(); i++) {
            char c = text.charAt(i);
            switch (c) {
                case '"' -> out.append("\\\"");
                case '\\' -> out.append("\\\\");
                case '\n' -> out.append("\\n");
                default -> {
                    if (c < ' ' || Character.isSurrogate(c)) {
                        out.append(String.format("\\u%04x", (int) c));
                    } else {
                        out.append(c);
                    }
                }
            }
        }
        return out.append('"').toString();
    }

    private static String member(Map.Entry<String, String> member) {
        return string(member.getKey()) + ":" + member.getValue();
    }

    private static String scalar(Scalar scalar, Problems problems) {
        String text = scalar.text();
        return switch (scalar.type()) {
            case NULL -> "null";
            case BOOLEAN -> text.toLowerCase(java.util.Locale.ROOT);
            case TEXT -> string(text);
            case INTEGER -> integer(text).toString();
            case FLOAT -> number(scalar, problems);
        };
    }

    private static BigInteger integer(String text) {
        if (text.startsWith("0o")) {
            return new BigInteger(text.substring(2), 8);
        }
        return text.startsWith("0x") ? new BigInteger(text.substring(2), 16) : new BigInteger(text);
    }

    private static String number(Scalar scalar, Problems problems) {
        String text = scalar.text();
        int exponent = Math.max(text.indexOf('e'), text.indexOf('E'));
        boolean readable = !text.matches("[-+]?\\.[iInN].*")
                && (exponent < 0 || (text.length() - exponent <= 5 && small(text.substring(exponent + 1))));
        if (readable) {
            return new BigDecimal(text).stripTrailingZeros().toPlainString();
        }
        problems.error(scalar.at(), Known.quote(text) + " is not a number that JSON knows; put a text in quotes");
        return "null";
    }

    private static boolean small(String exponent) {
        return Math.abs(Integer.parseInt(exponent)) <= LARGEST_EXPONENT;
    }
}
