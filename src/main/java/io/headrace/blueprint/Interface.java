package io.headrace.blueprint;

import io.headrace.model.Input.InputType;
import io.headrace.yaml.Position;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.SequencedMap;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/** The declared inputs and outputs of a component or an application, by name in the order of declaration. */
record Interface(SequencedMap<String, InputDeclaration> inputs, SequencedMap<String, OutputDeclaration> outputs) {

    /** Every instance has these without declaring them. */
    static final List<String> GIVEN = List.of("address", "cloud", "hostname", "ready-state");

    static final Interface EMPTY = new Interface(new LinkedHashMap<>(), new LinkedHashMap<>());

    /**
     * One input.
     *
     * @param type null where a child leaves its parent's
     * @param values of an enum
     * @param required null where a child leaves its parent's
     */
    record InputDeclaration(String name, Position at, @Nullable InputType type, Value.@Nullable Text fallback,
            List<String> values, @Nullable Boolean required) {

        InputType kind() {
            return type == null ? InputType.STRING : type;
        }

        boolean mustBeSet() {
            return fallback == null && !Boolean.FALSE.equals(required);
        }

        InputDeclaration over(InputDeclaration parent) {
            return new InputDeclaration(name, at, type == null ? parent.type : type,
                    fallback == null ? parent.fallback : fallback, values.isEmpty() ? parent.values : values,
                    required == null ? parent.required : required);
        }
    }

    /** One output; {@code secret} is null where a child leaves its parent's. */
    record OutputDeclaration(String name, Position at, @Nullable Boolean secret) {

        boolean isSecret() {
            return Boolean.TRUE.equals(secret);
        }

        OutputDeclaration over(OutputDeclaration parent) {
            return new OutputDeclaration(name, at, secret == null ? parent.secret : secret);
        }
    }

    /** This one's declarations merged by name over the parent's, which come first. */
    Interface over(Interface parent) {
        SequencedMap<String, InputDeclaration> allInputs = new LinkedHashMap<>(parent.inputs);
        inputs.forEach((name, own) -> allInputs.merge(name, own, (inherited, mine) -> mine.over(inherited)));
        SequencedMap<String, OutputDeclaration> allOutputs = new LinkedHashMap<>(parent.outputs);
        outputs.forEach((name, own) -> allOutputs.merge(name, own, (inherited, mine) -> mine.over(inherited)));
        return new Interface(allInputs, allOutputs);
    }

    /** What a wiring may take from an instance. */
    Collection<String> readable() {
        TreeSet<String> names = new TreeSet<>(GIVEN);
        names.addAll(outputs.keySet());
        return names;
    }

    /** Every name that recipes may get. */
    Collection<String> names() {
        TreeSet<String> names = new TreeSet<>(readable());
        names.addAll(inputs.keySet());
        return names;
    }

    /** The input types by the names that blueprints give them. */
    static Map<String, InputType> types() {
        return Map.of("string", InputType.STRING, "text", InputType.TEXT, "integer", InputType.INTEGER, "boolean",
                InputType.BOOLEAN, "enum", InputType.ENUM, "secret", InputType.SECRET);
    }
}
