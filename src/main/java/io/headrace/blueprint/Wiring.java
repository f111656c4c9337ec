package io.headrace.blueprint;

import io.headrace.blueprint.Application.Part;
import io.headrace.blueprint.Blueprint.NodeBlueprint;
import io.headrace.blueprint.Interface.InputDeclaration;
import io.headrace.blueprint.Interface.OutputDeclaration;
import io.headrace.model.Input.InputType;
import io.headrace.model.Known;
import io.headrace.model.Template;
import io.headrace.model.Template.Reference;
import io.headrace.yaml.Position;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import java.util.TreeSet;
import java.util.regex.Pattern;

/** Checks what an application wires: references against declared outputs and inputs, values against types. */
final class Wiring {

    private static final Pattern OUTPUT = Pattern.compile("[A-Za-z_][A-Za-z0-9_.-]{0,62}");
    /** A page may show an output as a link, and these schemes run what they hold. */
    private static final Pattern ACTIVE = Pattern.compile("(?is)\\s{0,9}(javascript|vbscript|data):.*");

    private final Application application;
    private final Collection<String> declaredNodes;
    private final Report report;

    /** {@code all} are the declared nodes, also those whose components are not known. */
    Wiring(Application application, List<NodeBlueprint> all, Report report) {
        this.application = application;
        this.declaredNodes = all.stream().map(NodeBlueprint::name).toList();
        this.report = report;
    }

    void check() {
        application.nodes().forEach(this::check);
        application.outputs().forEach((name, text) -> {
            if (!OUTPUT.matcher(name).matches()) {
                error(text.at(), Known.quote(name) + " cannot name an output; names have letters, digits, _, . and -");
            }
            if (ACTIVE.matcher(text.value()).matches()) {
                error(text.at(), "output " + Known.quote(name) + " is a link that would run code; use http or https");
            }
            references(text.value(), text.at()).forEach(reference -> {
                if (target(reference, text.at())) {
                    error(text.at(), "output " + Known.quote(name)
                            + " would show a secret to everybody who may see the run; remove the reference");
                }
            });
        });
    }

    private void check(Part part) {
        Interface component = part.component().parameters();
        part.node().inputs().forEach((name, value) -> {
            InputDeclaration input = component.inputs().get(name);
            if (input == null) {
                error(value.at(), "node '" + part.name() + "' gives a value to unknown input " + Known.quote(name)
                        + " of " + what(part) + "; " + Known.hint(name, component.inputs().keySet()));
            } else {
                value(part, input, value);
            }
        });
        for (InputDeclaration input : component.inputs().values()) {
            if (input.mustBeSet() && !part.node().inputs().containsKey(input.name())) {
                error(part.node().at(), "node '" + part.name() + "' gives no value to input '" + input.name() + "' of "
                        + what(part) + ", which has no default; add it under inputs");
            }
        }
    }

    private void value(Part part, InputDeclaration input, Value value) {
        switch (value) {
            case Value.SecretName secret -> {
                if (input.kind() != InputType.SECRET) {
                    error(secret.at(), "input '" + input.name() + "' of " + what(part)
                            + " is no secret; declare it there as type: secret to give it one");
                }
            }
            case Value.Text text -> text(part, input, text);
        }
    }

    private void text(Part part, InputDeclaration input, Value.Text text) {
        Optional<List<Reference>> references = References.of(text.text(), reason -> error(text.at(), reason));
        if (references.isEmpty()) {
            return;
        }
        if (references.get().isEmpty()) {
            InputTypes.mismatch(input, new Template(text.text()).render(_ -> ""))
                    .ifPresent(reason -> error(text.at(), reason));
            return;
        }
        boolean secret = false;
        for (Reference reference : references.get()) {
            secret |= target(reference, text.at());
        }
        boolean alone = references.get().size() == 1 && text.text().startsWith("${") && text.text().endsWith("}");
        if (secret && !alone) {
            error(text.at(), "a secret within a longer text is not yet supported; give it to an input of its own");
        } else if (secret && input.kind() != InputType.SECRET) {
            error(text.at(), text.text() + " is a secret, and input '" + input.name() + "' of " + what(part)
                    + " is none; declare it there as type: secret");
        }
    }

    private List<Reference> references(String text, Position at) {
        return References.of(text, reason -> error(at, reason)).orElse(List.of());
    }

    /** Checks that what is referred to exists; whether it is a secret. */
    private boolean target(Reference reference, Position at) {
        String name = reference.output();
        if (reference.node().equals(References.INPUTS)) {
            InputDeclaration input = application.parameters().inputs().get(name);
            if (input == null) {
                error(at, "${inputs." + name + "} refers to unknown input " + Known.quote(name) + " of "
                        + application.what() + "; " + Known.hint(name, application.parameters().inputs().keySet()));
            }
            return input != null && input.kind() == InputType.SECRET;
        }
        Optional<Part> part = application.part(reference.node());
        if (part.isEmpty()) {
            unknownNode(reference, at);
            return false;
        }
        Interface component = part.get().component().parameters();
        if (!component.readable().contains(name)) {
            error(at, "${" + reference.node() + (reference.all() ? ".*." : ".") + name + "} refers to unknown output "
                    + Known.quote(name) + " of " + what(part.get()) + "; " + Known.hint(name, component.readable()));
        }
        return Optional.ofNullable(component.outputs().get(name)).map(OutputDeclaration::isSecret).orElse(false);
    }

    private void unknownNode(Reference reference, Position at) {
        if (declaredNodes.contains(reference.node())) {
            return;
        }
        TreeSet<String> known = new TreeSet<>(declaredNodes);
        known.add(References.INPUTS);
        error(at, "${" + reference.node() + "." + reference.output() + "} refers to unknown node "
                + Known.quote(reference.node()) + " of " + application.what() + "; "
                + Known.hint(reference.node(), known));
    }

    private static String what(Part part) {
        return part.component().chain().getLast().what();
    }

    private void error(Position at, String message) {
        report.error(application.path(), at, message);
    }
}
