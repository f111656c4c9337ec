package io.headrace.blueprint;

import io.headrace.blueprint.Application.Part;
import io.headrace.blueprint.Blueprint.ApplicationBlueprint;
import io.headrace.blueprint.Blueprint.NodeBlueprint;
import io.headrace.model.Known;
import io.headrace.yaml.Located;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SequencedMap;
import java.util.SortedMap;
import java.util.TreeMap;

/** Resolves and checks every application of a commit once, whether or not a run uses it. */
final class Applications {

    private final Namespace<ApplicationBlueprint> declared;
    private final Components components;
    private final Unread unread;
    private final Report report;
    private final Map<String, Application> resolved = new HashMap<>();

    Applications(Namespace<ApplicationBlueprint> declared, Components components, Unread unread, Report report) {
        this.declared = declared;
        this.components = components;
        this.unread = unread;
        this.report = report;
        declared.all().forEach(this::resolve);
    }

    Optional<Application> get(Declared<ApplicationBlueprint> application) {
        return Optional.ofNullable(resolved.get(application.fullName()));
    }

    Namespace<ApplicationBlueprint> names() {
        return declared;
    }

    Collection<Application> all() {
        return resolved.values();
    }

    /** A component looked at as an application of one node, whose inputs are the component's. */
    static Application single(Component component, String path) {
        SortedMap<String, Value> inputs = new TreeMap<>();
        component.parameters()
                .inputs()
                .forEach((name, input) -> inputs.put(name, new Value.Text("${inputs." + name + "}", input.at())));
        NodeBlueprint node = new NodeBlueprint(Application.SINGLE, component.chain().getLast().at(), null, 1, inputs,
                List.of(), new TreeMap<>());
        Interface parameters = new Interface(component.parameters().inputs(), Interface.EMPTY.outputs());
        return new Application(component.chain().getLast().what(), component.fullName(), path, parameters,
                parts(List.of(new Part(node, component))), outputs(component));
    }

    /** A run of a single component puts out what the component does, but for secrets. */
    private static SortedMap<String, Located<String>> outputs(Component component) {
        SortedMap<String, Located<String>> outputs = new TreeMap<>();
        component.parameters().outputs().forEach((name, output) -> {
            if (!output.isSecret()) {
                outputs.put(name, new Located<>("${" + Application.SINGLE + "." + name + "}", output.at()));
            }
        });
        return outputs;
    }

    private static SequencedMap<String, Part> parts(List<Part> list) {
        SequencedMap<String, Part> parts = new LinkedHashMap<>();
        list.forEach(part -> parts.put(part.name(), part));
        return parts;
    }

    private void resolve(Declared<ApplicationBlueprint> application) {
        List<Part> parts = new ArrayList<>();
        ApplicationBlueprint blueprint = application.blueprint();
        for (NodeBlueprint node : blueprint.nodes()) {
            component(application, node).ifPresent(component -> parts.add(new Part(node, component)));
        }
        Application whole = new Application(application.what(), application.fullName(), application.path(),
                blueprint.parameters(), parts(parts), blueprint.outputs());
        blueprint.parameters()
                .inputs()
                .values()
                .forEach(input -> InputTypes.checkDeclared(application.path(), input, report));
        Dependencies.check(application, report);
        new Wiring(whole, blueprint.nodes(), report).check();
        if (parts.size() == blueprint.nodes().size()) {
            resolved.put(application.fullName(), whole);
        }
    }

    private Optional<Component> component(Declared<ApplicationBlueprint> application, NodeBlueprint node) {
        Located<String> name = node.component();
        if (name == null) {
            return Optional.empty();
        }
        var found = components.names().find(application.project(), name.value());
        if (found.isEmpty() && !unread.mayDeclare(name.value())) {
            report.error(application.path(), name.at(),
                    "node '" + node.name() + "' uses unknown component " + Known.quote(name.value()) + "; "
                            + Known.hint(name.value(), components.names().visible(application.project())));
        }
        return found.flatMap(components::get);
    }
}
