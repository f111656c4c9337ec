package io.headrace.model;

import java.util.ArrayList;
import java.util.List;
import java.util.function.Function;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * A text with references to outputs: <code>${db.address}</code> is the value of the lowest wanted index of {@code db},
 * <code>${db.*.address}</code> all values joined by spaces, and a doubled dollar before the brace stands for the mark
 * itself. References are not evaluated again in the values that replace them.
 */
public record Template(String text) {

    private static final Pattern MARK = Pattern.compile("\\$\\$\\{|\\$\\{([^}]*)}");

    /** One reference: a node, whether all its instances are meant, and the name of the output. */
    public record Reference(String node, boolean all, String output) {

        static Reference parse(String inside) {
            String[] parts = inside.split("\\.", -1);
            if (parts.length == 3 && parts[1].equals("*")) {
                return new Reference(parts[0], true, parts[2]);
            }
            if (parts.length == 2) {
                return new Reference(parts[0], false, parts[1]);
            }
            throw new IllegalArgumentException("not a reference: ${" + inside + "}");
        }
    }

    /** A template that means exactly this text. */
    public static Template literal(String text) {
        return new Template(text.replace("${", "$${"));
    }

    /** The references in order of appearance. */
    public List<Reference> references() {
        List<Reference> found = new ArrayList<>();
        render(reference -> {
            found.add(reference);
            return "";
        });
        return List.copyOf(found);
    }

    /** The text with each reference replaced by its value. */
    public String render(Function<Reference, String> values) {
        Matcher matcher = MARK.matcher(text);
        StringBuilder out = new StringBuilder();
        while (matcher.find()) {
            String inside = matcher.group(1);
            String value = inside == null ? "${" : values.apply(Reference.parse(inside));
            matcher.appendReplacement(out, Matcher.quoteReplacement(value));
        }
        return matcher.appendTail(out).toString();
    }

    /** The insides of the references as written, such as {@code db.address}. */
    public List<String> marks() {
        return MARK.matcher(text).results().map(result -> result.group(1)).filter(java.util.Objects::nonNull).toList();
    }
}
