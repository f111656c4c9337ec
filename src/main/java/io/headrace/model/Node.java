package io.headrace.model;

import java.util.List;

/**
 * A node of a declared run: how many slots, where (slot i goes to site i-1 modulo their number unless it already is on
 * one of them), with what software, and the nodes that must be ready before it executes.
 */
public record Node(String name, String component, int replicas, List<Site> sites, Software software,
        List<String> dependsOn) {

    public Node {
        sites = List.copyOf(sites);
        dependsOn = List.copyOf(dependsOn);
    }
}
