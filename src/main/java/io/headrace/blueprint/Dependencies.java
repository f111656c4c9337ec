package io.headrace.blueprint;

import io.headrace.blueprint.Blueprint.ApplicationBlueprint;
import io.headrace.blueprint.Blueprint.NodeBlueprint;
import io.headrace.model.Known;
import io.headrace.yaml.Located;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.HashSet;
import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** Checks that {@code dependsOn} orders the nodes of an application. */
final class Dependencies {

    private static final int SHOWN = 5;

    /** A node whose dependencies are being followed. */
    private record Step(NodeBlueprint node, Iterator<Located<String>> rest) {}

    private final Declared<ApplicationBlueprint> application;
    private final Report report;
    private final Map<String, NodeBlueprint> nodes = new LinkedHashMap<>();
    private final Set<String> done = new HashSet<>();
    private final Set<String> open = new HashSet<>();

    private Dependencies(Declared<ApplicationBlueprint> application, Report report) {
        this.application = application;
        this.report = report;
        application.blueprint().nodes().forEach(node -> nodes.put(node.name(), node));
    }

    static void check(Declared<ApplicationBlueprint> application, Report report) {
        Dependencies dependencies = new Dependencies(application, report);
        dependencies.nodes.values().forEach(dependencies::follow);
    }

    /** Depth first with a stack of its own, as a chain may be as long as there are nodes. */
    private void follow(NodeBlueprint first) {
        Deque<Step> path = new ArrayDeque<>();
        enter(first, path);
        while (!path.isEmpty()) {
            Step step = path.getLast();
            if (!step.rest.hasNext()) {
                path.removeLast();
                open.remove(step.node.name());
                done.add(step.node.name());
                continue;
            }
            Located<String> name = step.rest.next();
            NodeBlueprint next = nodes.get(name.value());
            if (next == null) {
                report.error(application.path(), name.at(), "node '" + step.node.name() + "' depends on unknown node "
                        + Known.quote(name.value()) + "; " + Known.hint(name.value(), nodes.keySet()));
            } else if (open.contains(next.name())) {
                cycle(path, next, name);
            } else {
                enter(next, path);
            }
        }
    }

    private void enter(NodeBlueprint node, Deque<Step> path) {
        if (!done.contains(node.name())) {
            open.add(node.name());
            path.addLast(new Step(node, node.dependsOn().iterator()));
        }
    }

    private void cycle(Deque<Step> path, NodeBlueprint again, Located<String> at) {
        List<String> names = new ArrayList<>();
        path.forEach(step -> names.add(step.node.name()));
        List<String> round = names.subList(names.indexOf(again.name()), names.size());
        String shown = String.join(" -> ", round.subList(0, Math.min(SHOWN, round.size())));
        String middle = round.size() > SHOWN ? " -> ... (" + round.size() + " nodes)" : "";
        report.error(application.path(), at.at(), "nodes cannot depend on themselves: " + shown + middle + " -> "
                + again.name() + "; remove one dependsOn");
    }
}
