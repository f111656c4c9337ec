package io.headrace.blueprint;

import io.headrace.blueprint.Interface.InputDeclaration;
import io.headrace.blueprint.Interface.OutputDeclaration;
import io.headrace.model.Input.InputType;
import io.headrace.model.Known;
import io.headrace.yaml.Fields;
import io.headrace.yaml.Located;
import io.headrace.yaml.Problems;
import io.headrace.yaml.YamlNode;
import io.headrace.yaml.YamlNode.Scalar;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SequencedMap;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.regex.Pattern;

/** Binds declared inputs and outputs, and values that are given to inputs. */
final class InterfaceBinder {

    /** Recipes find inputs in their environment, so an input's name is one of a shell's variable. */
    private static final Pattern INPUT = Pattern.compile("[A-Za-z_][A-Za-z0-9_]{0,62}");
    private static final Pattern OUTPUT = Pattern.compile("[A-Za-z_][A-Za-z0-9_-]{0,62}");
    private static final Pattern DANGEROUS = Pattern
            .compile("(HEADRACE|SLIPSTREAM|LD|BASH)_.*|PATH|HOME|SHELL|IFS|ENV|PWD|USER|LOGNAME|LANG|JAVA_HOME");
    private static final Map<String, Boolean> SECRECY = Map.of("string", false, "text", false, "integer", false,
            "boolean", false, "secret", true);

    private InterfaceBinder() {}

    static SequencedMap<String, InputDeclaration> inputs(Fields spec) {
        SequencedMap<String, InputDeclaration> inputs = new LinkedHashMap<>();
        for (YamlNode node : spec.items("inputs")) {
            Fields fields = Fields.of(node, "an input of " + spec.what(), spec.problems());
            Optional<Located<String>> name = fields.requiredText("name").filter(text -> inputName(text, fields));
            InputType type = fields.choice("type", Interface.types()).map(Located::value).orElse(null);
            Value.Text fallback = fields.text("default")
                    .map(text -> new Value.Text(text.value(), text.at()))
                    .orElse(null);
            List<String> values = fields.texts("values").stream().map(Located::value).toList();
            Boolean required = fields.flag("required").map(Located::value).orElse(null);
            fields.text("description");
            fields.done();
            name.ifPresent(text -> add(inputs, text, fields,
                    new InputDeclaration(text.value(), text.at(), type, fallback, values, required)));
        }
        return inputs;
    }

    static SequencedMap<String, OutputDeclaration> outputs(Fields spec, Set<String> inputs) {
        SequencedMap<String, OutputDeclaration> outputs = new LinkedHashMap<>();
        for (YamlNode node : spec.items("outputs")) {
            Fields fields = Fields.of(node, "an output of " + spec.what(), spec.problems());
            Optional<Located<String>> name = fields.requiredText("name").filter(text -> name(OUTPUT, text, fields));
            Boolean secret = fields.choice("type", SECRECY).map(Located::value).orElse(null);
            fields.text("description");
            fields.done();
            name.ifPresent(text -> {
                if (inputs.contains(text.value())) {
                    fields.problems()
                            .error(text.at(), "'" + text.value() + "' is an input and an output; rename one");
                }
                add(outputs, text, fields, new OutputDeclaration(text.value(), text.at(), secret));
            });
        }
        return outputs;
    }

    /** Values by the names of the inputs that get them. */
    static SortedMap<String, Value> values(Fields fields, String key) {
        SortedMap<String, Value> values = new TreeMap<>();
        for (YamlNode.Entry entry : fields.entries(key)) {
            String subject = "input " + Known.quote(entry.key().text()) + " of " + fields.what();
            value(entry.value(), subject, fields.problems()).ifPresent(value -> values.put(entry.key().text(), value));
        }
        return values;
    }

    private static Optional<Value> value(YamlNode node, String subject, Problems problems) {
        if (node instanceof YamlNode.Mapping) {
            Fields fields = Fields.of(node, subject, problems);
            Optional<Located<String>> name = fields.requiredText("secret").filter(text -> Binder.label(text, fields));
            fields.done();
            return name.map(text -> new Value.SecretName(text.value(), text.at()));
        }
        if (node instanceof Scalar scalar && !scalar.kind().equals("nothing")) {
            return Optional.of(new Value.Text(scalar.text(), scalar.at()));
        }
        problems.error(node.at(),
                subject + " must be a text, a number, true, false or {secret: NAME}, not " + node.kind());
        return Optional.empty();
    }

    private static boolean inputName(Located<String> name, Fields fields) {
        if (name(INPUT, name, fields) && !DANGEROUS.matcher(name.value()).matches()) {
            return true;
        }
        if (DANGEROUS.matcher(name.value()).matches()) {
            fields.problems()
                    .error(name.at(), Known.quote(name.value())
                            + " would change the environment of recipes; choose another name for the input");
        }
        return false;
    }

    private static boolean name(Pattern pattern, Located<String> name, Fields fields) {
        if (Interface.GIVEN.contains(name.value())) {
            fields.problems()
                    .error(name.at(), "every instance has '" + name.value() + "' without declaring it; remove it");
            return false;
        }
        if (pattern.matcher(name.value()).matches()) {
            return true;
        }
        fields.problems()
                .error(name.at(), Known.quote(name.value()) + " cannot name " + fields.what()
                        + "; names have up to 63 letters, digits and _, and begin with a letter");
        return false;
    }

    private static <T> void add(Map<String, T> all, Located<String> name, Fields fields, T declaration) {
        if (all.putIfAbsent(name.value(), declaration) != null) {
            fields.problems().error(name.at(), "'" + name.value() + "' is declared twice; remove one");
        }
    }
}
