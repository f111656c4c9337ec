package io.headrace.blueprint;

import io.headrace.blueprint.Blueprint.NodeBlueprint;
import io.headrace.yaml.Located;
import java.util.Collection;
import java.util.Optional;
import java.util.SequencedMap;
import java.util.SortedMap;

/** An application whose nodes know their components. */
record Application(String what, String fullName, String path, Interface parameters, SequencedMap<String, Part> parts,
        SortedMap<String, Located<String>> outputs) {

    /** The node of a run of a single component. */
    static final String SINGLE = "main";

    /** One node with its component. */
    record Part(NodeBlueprint node, Component component) {

        String name() {
            return node.name();
        }
    }

    Collection<Part> nodes() {
        return parts.values();
    }

    Optional<Part> part(String node) {
        return Optional.ofNullable(parts.get(node));
    }

    Collection<String> nodeNames() {
        return parts.keySet();
    }
}
