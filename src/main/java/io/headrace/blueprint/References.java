package io.headrace.blueprint;

import io.headrace.model.Known;
import io.headrace.model.Template;
import io.headrace.model.Template.Reference;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;
import java.util.function.Function;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Reads the references in a text: <code>${inputs.title}</code>, <code>${db.address}</code>. */
final class References {

    /** The node name under which references name inputs. */
    static final String INPUTS = "inputs";
    private static final Pattern MARK = Pattern.compile("\\$\\$\\{|\\$\\{([^}]{0,200})}");
    private static final Pattern PART = Pattern.compile("[A-Za-z0-9_*-]{1,63}");
    private static final int MOST = 200;
    private static final int LONGEST = 200;
    private static final String OPEN = "${";

    private References() {}

    /** The references, or none when one is wrong, which is said. */
    static Optional<List<Reference>> of(String text, Consumer<String> wrong) {
        List<Reference> references = new ArrayList<>();
        int from = 0;
        for (int at = text.indexOf(OPEN); at >= 0; at = text.indexOf(OPEN, from)) {
            from = at + OPEN.length();
            if (at > 0 && text.charAt(at - 1) == '$') {
                continue;
            }
            int end = text.indexOf('}', from);
            if (end < 0) {
                wrong.accept("a reference begins with ${ and has no }; write $${ for the characters themselves");
                return Optional.empty();
            }
            Optional<Reference> reference = parse(text.substring(from, Math.min(end, from + LONGEST)));
            if (reference.isEmpty()) {
                wrong.accept(Known.quote(text.substring(at, Math.min(end + 1, at + LONGEST)))
                        + " is not a reference; known: ${inputs.NAME}, ${NODE.OUTPUT} and ${NODE.*.OUTPUT};"
                        + " write $${ for the characters themselves");
                return Optional.empty();
            }
            references.add(reference.get());
            from = end + 1;
        }
        if (references.size() > MOST) {
            wrong.accept("the text has " + references.size() + " references; at most " + MOST + " are followed");
            return Optional.empty();
        }
        return Optional.of(references);
    }

    /** The text that a value without references means; a reference is said to be wrong here. */
    static Optional<String> literal(String text, Consumer<String> wrong) {
        Optional<List<Reference>> references = of(text, wrong);
        if (references.isPresent() && !references.get().isEmpty()) {
            wrong.accept("references stand in the inputs of an Application's nodes and in its outputs, not here;"
                    + " write $${ for the characters themselves");
            return Optional.empty();
        }
        return references.map(_ -> new Template(text).render(_ -> ""));
    }

    /** A text in which references to inputs are replaced by what their values mean; others stay. */
    static Template withInputs(String text, Function<String, String> values) {
        StringBuilder out = new StringBuilder();
        Matcher mark = MARK.matcher(text);
        while (mark.find()) {
            String whole = mark.group();
            boolean input = mark.group(1) != null && whole.startsWith("${" + INPUTS + ".");
            String kept = input
                    ? Template.literal(values.apply(mark.group(1).substring(INPUTS.length() + 1))).text()
                    : whole;
            mark.appendReplacement(out, Matcher.quoteReplacement(kept));
        }
        return new Template(mark.appendTail(out).toString());
    }

    /** The input that a text is nothing but a reference to. */
    static Optional<String> onlyInput(String text) {
        Matcher mark = MARK.matcher(text);
        return mark.matches() && mark.group(1) != null && mark.group(1).startsWith(INPUTS + ".")
                ? Optional.of(mark.group(1).substring(INPUTS.length() + 1))
                : Optional.empty();
    }

    private static Optional<Reference> parse(String inside) {
        String[] parts = inside.split("\\.", -1);
        for (String part : parts) {
            if (!PART.matcher(part).matches()) {
                return Optional.empty();
            }
        }
        if (parts.length == 3 && parts[1].equals("*") && !parts[0].equals(INPUTS)) {
            return Optional.of(new Reference(parts[0], true, parts[2]));
        }
        return parts.length == 2 ? Optional.of(new Reference(parts[0], false, parts[1])) : Optional.empty();
    }
}
