package io.headrace.blueprint;

import io.headrace.blueprint.Blueprint.ApplicationBlueprint;
import io.headrace.blueprint.Blueprint.Header;
import io.headrace.blueprint.Blueprint.NodeBlueprint;
import io.headrace.model.Known;
import io.headrace.yaml.Fields;
import io.headrace.yaml.Located;
import io.headrace.yaml.YamlNode;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;

/** Binds the spec of an Application. */
final class ApplicationBinder {

    /** They begin keys of parameters that are not a node's. */
    private static final Set<String> RESERVED = Set.of("inputs", "run", "ss");

    private ApplicationBinder() {}

    static ApplicationBlueprint application(Header header, Fields spec, Limits limits) {
        Interface parameters = new Interface(InterfaceBinder.inputs(spec), new LinkedHashMap<>());
        spec.required("nodes");
        List<NodeBlueprint> nodes = new ArrayList<>();
        List<YamlNode.Entry> entries = spec.entries("nodes");
        for (YamlNode.Entry entry : entries) {
            node(entry, spec, limits).ifPresent(nodes::add);
        }
        spec.node("nodes")
                .filter(node -> node instanceof YamlNode.Mapping && entries.isEmpty())
                .ifPresent(node -> spec.problems().error(node.at(), header + " has no node; give it at least one"));
        SortedMap<String, Located<String>> outputs = new TreeMap<>();
        for (YamlNode.Entry entry : spec.entries("outputs")) {
            String subject = "output " + Known.quote(entry.key().text()) + " of " + spec.what();
            spec.text(entry.value(), subject).ifPresent(text -> outputs.put(entry.key().text(), text));
        }
        return new ApplicationBlueprint(header, parameters, nodes, outputs);
    }

    private static Optional<NodeBlueprint> node(YamlNode.Entry entry, Fields spec, Limits limits) {
        String name = entry.key().text();
        boolean named = nodeName(new Located<>(name, entry.key().at()), spec);
        Fields fields = Fields.of(entry.value(), "node " + Known.quote(name), spec.problems());
        Located<String> component = fields.requiredText("component")
                .filter(text -> Binder.label(text, fields))
                .orElse(null);
        Integer replicas = replicas(fields, limits);
        NodeBlueprint node = new NodeBlueprint(name, entry.key().at(), component, replicas,
                InterfaceBinder.values(fields, "inputs"), fields.texts("dependsOn"), CloudBinder.options(fields));
        fields.done();
        return named ? Optional.of(node) : Optional.empty();
    }

    static @org.jspecify.annotations.Nullable Integer replicas(Fields fields, Limits limits) {
        if (fields.node("replicas").orElse(null) instanceof YamlNode.Mapping range) {
            fields.problems()
                    .error(range.at(),
                            fields.subject("replicas") + " as a range is not yet supported; give one number");
            return null;
        }
        return fields.integer("replicas", 1, limits.replicas()).map(Located::value).orElse(null);
    }

    private static boolean nodeName(Located<String> name, Fields spec) {
        if (RESERVED.contains(name.value())) {
            spec.problems().error(name.at(), "a node cannot be named '" + name.value() + "'; choose another name");
            return false;
        }
        return Binder.label(name, spec);
    }
}
