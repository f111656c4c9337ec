package io.headrace.blueprint;

import io.headrace.blueprint.Blueprint.ComponentBlueprint;
import io.headrace.model.Known;
import io.headrace.yaml.Located;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/** Follows {@code extends} from a component to its eldest ancestor. */
final class Ancestry {

    /** Deeper than any person can follow. */
    private static final int DEEPEST = 32;
    private static final int SHOWN = 5;

    private final Namespace<ComponentBlueprint> components;
    private final Unread unread;
    private final Report report;
    private final Map<String, Optional<Declared<ComponentBlueprint>>> parents = new HashMap<>();
    private final Set<String> inReportedCycle = new HashSet<>();

    Ancestry(Namespace<ComponentBlueprint> components, Unread unread, Report report) {
        this.components = components;
        this.unread = unread;
        this.report = report;
    }

    /** The ancestors and the component itself, the eldest first; empty when that cannot be followed. */
    Optional<List<Declared<ComponentBlueprint>>> chain(Declared<ComponentBlueprint> component) {
        List<Declared<ComponentBlueprint>> chain = new ArrayList<>();
        Set<String> seen = new HashSet<>();
        Declared<ComponentBlueprint> next = component;
        while (true) {
            if (!seen.add(next.fullName())) {
                cycle(chain, next);
                return Optional.empty();
            }
            chain.add(next);
            if (next.blueprint().parent() == null) {
                return chain.size() > DEEPEST
                        ? tooDeep(component, chain.size())
                        : Optional.of(List.copyOf(chain.reversed()));
            }
            Optional<Declared<ComponentBlueprint>> parent = parent(next);
            if (parent.isEmpty() || inReportedCycle.contains(parent.get().fullName())) {
                return Optional.empty();
            }
            next = parent.get();
        }
    }

    private Optional<Declared<ComponentBlueprint>> parent(Declared<ComponentBlueprint> child) {
        return parents.computeIfAbsent(child.fullName(), _ -> look(child));
    }

    private Optional<Declared<ComponentBlueprint>> look(Declared<ComponentBlueprint> child) {
        Located<String> name = child.blueprint().parent();
        if (name == null) {
            return Optional.empty();
        }
        Optional<Declared<ComponentBlueprint>> parent = components.find(child.project(), name.value());
        if (parent.isEmpty() && !unread.mayDeclare(name.value())) {
            report.error(child.path(), name.at(), child.what() + " extends unknown Component "
                    + Known.quote(name.value()) + "; " + Known.hint(name.value(), components.visible(child.project())));
        }
        return parent;
    }

    private void cycle(List<Declared<ComponentBlueprint>> chain, Declared<ComponentBlueprint> again) {
        List<String> names = chain.subList(chain.indexOf(again), chain.size())
                .stream()
                .map(Declared::fullName)
                .toList();
        inReportedCycle.addAll(names);
        String shown = String.join(" extends ", names.subList(0, Math.min(SHOWN, names.size())));
        String middle = names.size() > SHOWN ? " extends ... (" + names.size() + " in all)" : "";
        Located<String> parent = again.blueprint().parent();
        report.error(again.path(), parent == null ? again.at() : parent.at(),
                "a Component cannot extend itself: " + shown + middle + " extends " + again.fullName());
    }

    private Optional<List<Declared<ComponentBlueprint>>> tooDeep(Declared<ComponentBlueprint> component, int depth) {
        if (depth == DEEPEST + 1) {
            report.error(component.path(), component.at(), component.what() + " has " + DEEPEST
                    + " ancestors; at most " + (DEEPEST - 1) + " are followed");
        }
        return Optional.empty();
    }
}
