package io.headrace.blueprint;

import io.headrace.blueprint.Blueprint.ComponentBlueprint;
import io.headrace.blueprint.Interface.InputDeclaration;
import io.headrace.model.Input.InputType;
import io.headrace.model.Known;
import io.headrace.yaml.Position;
import java.util.Locale;
import java.util.Optional;
import java.util.regex.Pattern;

/** What values the types of inputs take. */
final class InputTypes {

    /** The bound of a parameter's value. */
    private static final int LONGEST = 4096;
    private static final int LONGEST_TEXT = 65_536;
    private static final Pattern INTEGER = Pattern.compile("-?(0|[1-9][0-9]{0,17})");

    private InputTypes() {}

    /** Why a text is not a value of the input, if it is not. */
    static Optional<String> mismatch(InputDeclaration input, String text) {
        boolean fits = switch (input.kind()) {
            case STRING -> text.length() <= LONGEST && text.indexOf('\n') < 0;
            case TEXT -> text.length() <= LONGEST_TEXT;
            case INTEGER -> INTEGER.matcher(text).matches();
            case BOOLEAN -> text.equals("true") || text.equals("false");
            case ENUM -> input.values().contains(text);
            case SECRET -> false;
        };
        return fits ? Optional.empty() : Optional.of("input '" + input.name() + "' " + wanted(input, text));
    }

    private static String wanted(InputDeclaration input, String text) {
        return switch (input.kind()) {
            case STRING -> "must be one line of at most " + LONGEST + " characters; declare it as type: text for more";
            case TEXT -> "must have at most " + LONGEST_TEXT + " characters";
            case INTEGER -> "must be a whole number such as 8080, not " + Known.quote(text);
            case BOOLEAN -> "must be true or false, not " + Known.quote(text);
            case ENUM -> "cannot be " + Known.quote(text) + "; " + Known.hint(text, input.values());
            case SECRET -> "is a secret, which never stands in git; write {secret: NAME} and give its value to the"
                    + " server with: headrace secret set NAME";
        };
    }

    /** A child may change the default of an inherited input, not its type. */
    static void checkInherited(Declared<ComponentBlueprint> child, Interface inherited, Report report) {
        for (InputDeclaration own : child.blueprint().parameters().inputs().values()) {
            InputDeclaration parent = inherited.inputs().get(own.name());
            if (parent != null && own.type() != null && own.kind() != parent.kind()) {
                report.error(child.path(), own.at(), "input '" + own.name() + "' is inherited with type "
                        + word(parent.kind()) + "; it cannot become " + word(own.kind()) + ", choose another name");
            }
        }
    }

    static void checkDeclared(Declared<ComponentBlueprint> component, Interface merged, Report report) {
        for (InputDeclaration own : component.blueprint().parameters().inputs().values()) {
            checkDeclared(component.path(), merged.inputs().getOrDefault(own.name(), own), report);
        }
        merged.inputs().keySet().stream().filter(merged.outputs()::containsKey).forEach(both -> {
            if (!component.blueprint().parameters().inputs().containsKey(both)
                    && !component.blueprint().parameters().outputs().containsKey(both)) {
                return;
            }
            report.error(component.path(), component.at(),
                    "'" + both + "' is an input and, inherited, an output of " + component.what() + "; rename one");
        });
    }

    static void checkDeclared(String path, InputDeclaration input, Report report) {
        boolean isEnum = input.kind() == InputType.ENUM;
        if (isEnum && input.values().isEmpty()) {
            report.error(path, input.at(),
                    "input '" + input.name() + "' is an enum; list its values as values: [a, b]");
        }
        if (!isEnum && !input.values().isEmpty()) {
            report.error(path, input.at(),
                    "input '" + input.name() + "' has values but is no enum; declare it as type: enum");
        }
        if (input.fallback() != null) {
            Position at = input.fallback().at();
            References.literal(input.fallback().text(), reason -> report.error(path, at, reason))
                    .flatMap(text -> mismatch(input, text))
                    .ifPresent(reason -> report.error(path, at, reason));
        }
    }

    private static String word(InputType type) {
        return type.name().toLowerCase(Locale.ROOT);
    }
}
