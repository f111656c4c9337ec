package io.headrace.blueprint;

import io.headrace.blueprint.Application.Part;
import io.headrace.blueprint.Blueprint.RunBlueprint;
import io.headrace.blueprint.Blueprint.RunNode;
import io.headrace.blueprint.Interface.InputDeclaration;
import io.headrace.model.Input;
import io.headrace.model.Input.InputType;
import io.headrace.model.Known;
import io.headrace.model.Template;
import io.headrace.model.Template.Reference;
import io.headrace.yaml.Position;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;

/** Gives every input of every node of one run its value: from the run, the wiring, or a default. */
final class RunInputs {

    private final Declared<RunBlueprint> run;
    private final Application application;
    private final Report report;
    private final Map<String, Value> given = new HashMap<>();

    RunInputs(Declared<RunBlueprint> run, Application application, Report report) {
        this.run = run;
        this.application = application;
        this.report = report;
        Map<String, InputDeclaration> inputs = application.parameters().inputs();
        given.putAll(values(run.blueprint().inputs(), inputs, application.what()));
        for (InputDeclaration input : inputs.values()) {
            if (input.fallback() != null) {
                given.putIfAbsent(input.name(), literal(input.fallback()));
            }
            if (input.mustBeSet() && !run.blueprint().inputs().containsKey(input.name())) {
                report.error(run.path(), run.at(), run.what() + " gives no value to input '" + input.name() + "' of "
                        + application.what() + ", which has no default; add it under inputs");
            }
        }
    }

    /** The inputs of one node by name. */
    List<Input> of(Part part, Optional<RunNode> said) {
        Map<String, InputDeclaration> declared = part.component().parameters().inputs();
        Map<String, Value> own = values(said.map(RunNode::inputs).orElse(new TreeMap<>()), declared,
                "node '" + part.name() + "'");
        List<Input> inputs = new ArrayList<>();
        declared.values()
                .stream()
                .sorted(java.util.Comparator.comparing(InputDeclaration::name))
                .forEach(input -> inputs.add(input(part, input, Optional.ofNullable(own.get(input.name())))));
        return inputs;
    }

    /** An output of the application for this run. */
    Template output(String name, String text) {
        return rendered(text, "output '" + name + "'");
    }

    /** Checks values of the run itself, which are plain: a reference has nothing to refer to. */
    private Map<String, Value> values(SortedMap<String, Value> values, Map<String, InputDeclaration> declared,
            String owner) {
        Map<String, Value> right = new HashMap<>();
        values.forEach((name, value) -> {
            InputDeclaration input = declared.get(name);
            if (input == null) {
                error(value.at(), run.what() + " gives a value to unknown input " + Known.quote(name) + " of " + owner
                        + "; " + Known.hint(name, declared.keySet()));
                return;
            }
            switch (value) {
                case Value.SecretName secret -> {
                    if (input.kind() == InputType.SECRET) {
                        right.put(name, secret);
                    } else {
                        error(secret.at(), "input '" + name + "' of " + owner
                                + " is no secret; declare it as type: secret to give it one");
                    }
                }
                case Value.Text text -> accepted(input, text).ifPresent(plain -> right.put(name, plain));
            }
        });
        return right;
    }

    /** The text that a value of the run means, if it is one of the input's; otherwise that is reported. */
    private Optional<Value.Text> accepted(InputDeclaration input, Value.Text text) {
        Optional<String> plain = References.literal(text.text(), reason -> error(text.at(), reason));
        Optional<String> mismatch = plain.flatMap(one -> InputTypes.mismatch(input, one));
        mismatch.ifPresent(reason -> error(text.at(), reason));
        return mismatch.isPresent() ? Optional.empty() : plain.map(one -> new Value.Text(one, text.at()));
    }

    private Input input(Part part, InputDeclaration input, Optional<Value> own) {
        if (own.isPresent()) {
            return plain(input, own.get(), run.path());
        }
        Value wired = part.node().inputs().get(input.name());
        if (wired instanceof Value.SecretName secret) {
            return plain(input, secret, application.path());
        }
        if (wired instanceof Value.Text text) {
            Optional<String> alone = References.onlyInput(text.text());
            if (alone.isEmpty()) {
                return wired(part, input, text);
            }
            Value value = given.get(alone.get());
            if (value != null) {
                checked(part, input, value);
                return plain(input, value, run.path());
            }
        }
        if (input.fallback() != null) {
            return plain(input, literal(input.fallback()), run.path());
        }
        if (input.mustBeSet() && wired != null && !application.parameters().inputs().isEmpty()) {
            References.onlyInput(wired instanceof Value.Text text ? text.text() : "")
                    .map(name -> application.parameters().inputs().get(name))
                    .filter(optional -> !optional.mustBeSet())
                    .ifPresent(optional -> error(run.at(), run.what() + " gives no value to input '" + optional.name()
                            + "', which node '" + part.name() + "' needs; add it under inputs"));
        }
        return new Input(input.name(), input.kind(), null, null);
    }

    private Input wired(Part part, InputDeclaration input, Value.Text text) {
        if (References.of(text.text(), _ -> {}).isEmpty()) {
            return new Input(input.name(), input.kind(), null, null);
        }
        Template template = rendered(text.text(), "input '" + input.name() + "' of node '" + part.name() + "'");
        if (References.of(template.text(), _ -> {}).filter(List::isEmpty).isPresent()) {
            checked(part, input, new Value.Text(template.render(_ -> ""), run.at()));
        }
        return new Input(input.name(), input.kind(), template, null);
    }

    /** The text with the run's values in it; a value must not make a reference out of what stands around it. */
    private Template rendered(String text, String subject) {
        Template template = References.withInputs(text, this::text);
        List<Reference> wanted = References.of(text, _ -> {})
                .orElse(List.of())
                .stream()
                .filter(one -> !one.node().equals(References.INPUTS))
                .toList();
        List<Reference> got = References.of(template.text(), _ -> {}).orElse(List.of());
        if (!wanted.equals(got)) {
            error(run.at(), subject + ": a value that ends with $ runs into the text after it; put something between");
        }
        return template;
    }

    /** A value of the run that reaches an input of another type. */
    private void checked(Part part, InputDeclaration input, Value value) {
        if (value instanceof Value.Text text) {
            InputTypes.mismatch(input, text.text())
                    .ifPresent(reason -> error(place(text), reason + " (node '" + part.name() + "' of "
                            + application.what() + ")"));
        }
    }

    /** Defaults stand in another file than the run. */
    private Position place(Value.Text text) {
        return run.blueprint().inputs().values().stream().anyMatch(one -> one.at().equals(text.at()))
                ? text.at()
                : run.at();
    }

    private Input plain(InputDeclaration input, Value value, String path) {
        return switch (value) {
            case Value.Text text -> new Input(input.name(), input.kind(), Template.literal(text.text()), null);
            case Value.SecretName secret -> {
                report.secret(path, secret);
                yield new Input(input.name(), input.kind(), null, secret.name());
            }
        };
    }

    private String text(String name) {
        return given.get(name) instanceof Value.Text text ? text.text() : "";
    }

    private static Value.Text literal(Value.Text fallback) {
        return new Value.Text(References.literal(fallback.text(), _ -> {}).orElse(""), fallback.at());
    }

    private void error(Position at, String message) {
        report.error(run.path(), at, message);
    }
}
