package io.headrace.model;

import java.util.List;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;

/**
 * One run as a commit declares it, with everything resolved. Two declarations with equal hashes want the same slots,
 * machines, software, policies and outputs.
 */
public record Declaration(String name, String application, List<Node> nodes, SortedMap<String, Template> outputs,
        Policy policy, String hash) {

    public Declaration {
        nodes = List.copyOf(nodes);
        outputs = java.util.Collections.unmodifiableSortedMap(new TreeMap<>(outputs));
    }

    public Optional<Node> node(String nodeName) {
        return nodes.stream().filter(node -> node.name().equals(nodeName)).findFirst();
    }

    public int replicas() {
        return nodes.stream().mapToInt(Node::replicas).sum();
    }
}
