package io.headrace.blueprint;

import io.headrace.blueprint.Application.Part;
import io.headrace.model.Known;
import java.util.Collection;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;

/** Warns of parameters that recipes name and that nobody declares: the recipe would wait for them in vain. */
final class ParameterNames {

    /** What the server itself provides, including the names of SlipStream that its published recipes use. */
    private static final Set<String> PROVIDED = Set.of("abort", "address", "cloud", "cloudservice", "complete",
            "generation", "hostname", "id", "ids", "image.id", "index", "image.platform", "instanceid",
            "is.orchestrator", "multiplicity",
            "nodename", "ready", "ready-state", "service-offer", "statecustom", "tags", "url.service", "url.ssh",
            "vmstate");
    /** Owners of parameters that are no nodes. */
    private static final Set<String> GLOBAL = Set.of("run", "ss", "machine");

    private final Report report;
    private final Map<String, Set<String>> withDescendants = new HashMap<>();

    ParameterNames(Report report) {
        this.report = report;
    }

    void check(Collection<Component> components, Collection<Application> applications) {
        for (Component component : components) {
            component.chain()
                    .forEach(one -> withDescendants.computeIfAbsent(one.fullName(), _ -> new TreeSet<>())
                            .addAll(component.names()));
        }
        components.forEach(this::own);
        applications.forEach(application -> application.nodes().forEach(part -> others(application, part)));
    }

    private void own(Component component) {
        Set<String> known = withDescendants.getOrDefault(component.fullName(), Set.of());
        for (Scripts.Found found : component.found()) {
            for (ParameterUse use : found.script().uses()) {
                if (use.node() == null && mine(component, found) && !known(use.name(), known)) {
                    warn(found, use, component.chain().getLast().what() + " declares no '" + use.name() + "'; "
                            + Known.hint(use.name(), component.names()));
                }
            }
        }
    }

    /** Whether the recipe is the component's own and not one that it inherits. */
    private static boolean mine(Component component, Scripts.Found found) {
        return component.chain().getLast().blueprint().recipes().contains(found.source());
    }

    private void others(Application application, Part part) {
        for (Scripts.Found found : part.component().found()) {
            for (ParameterUse use : found.script().uses()) {
                String node = use.node();
                if (node != null && !GLOBAL.contains(node) && !node.startsWith("orchestrator-")) {
                    other(application, found, use, node);
                }
            }
        }
    }

    private void other(Application application, Scripts.Found found, ParameterUse use, String node) {
        Optional<Part> owner = application.part(node);
        if (owner.isEmpty()) {
            warn(found, use, application.what() + " has no node '" + node + "'; "
                    + Known.hint(node, application.nodeNames()));
        } else if (!known(use.name(), owner.get().component().names())) {
            warn(found, use, "node '" + node + "' of " + application.what() + " declares no '" + use.name() + "'; "
                    + Known.hint(use.name(), owner.get().component().names()));
        }
    }

    private static boolean known(String name, Collection<String> declared) {
        return declared.contains(name) || PROVIDED.contains(name);
    }

    private void warn(Scripts.Found found, ParameterUse use, String reason) {
        String key = use.node() == null ? use.name() : use.node() + ":" + use.name();
        report.warning(found.path(), found.place(use),
                "'" + use.command() + " " + key + "' in recipe '" + found.source().step().key() + "': " + reason);
    }
}
