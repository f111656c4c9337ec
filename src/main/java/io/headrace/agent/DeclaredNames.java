package io.headrace.agent;

import io.headrace.model.Input;
import io.headrace.model.Node;
import io.headrace.model.RecipeStep;
import io.headrace.model.RunState;
import io.headrace.model.Software.Output;
import io.headrace.model.Template;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;

/** The names of parameters that a run has, which are those that its blueprints declare and a few that all have. */
final class DeclaredNames {

    /** What recipes of any run may set. */
    private static final Set<String> FREE = Set.of("statecustom", "tags", "url.service", "url.ssh");
    private static final Set<String> OF_INSTANCES = Set.of("address", "cloud", "cloudservice", "generation",
            "hostname", "id", "ids", "index", "instanceid", "multiplicity", "nodename", "ready", "ready-state");
    private static final Set<String> OF_RUNS = Set.of("abort", "name", "state");

    private DeclaredNames() {}

    static Optional<Node> node(RunState state, Place place) {
        return place.slot() == null || state.declaration() == null
                ? Optional.empty()
                : state.declaration().node(place.slot().node());
    }

    static Optional<Input> input(RunState state, Place place, String name) {
        return node(state, place).flatMap(
                node -> node.software().inputs().stream().filter(one -> one.name().equals(name)).findFirst());
    }

    /** The inputs that get their values through wiring or from secrets, where a recipe answers to their change. */
    static List<Input> wired(RunState state, Place place) {
        return node(state, place).map(Node::software)
                .filter(software -> software.has(RecipeStep.UPDATE))
                .map(software -> software.inputs().stream().filter(DeclaredNames::wired).toList())
                .orElse(List.of());
    }

    /** States of instances come and go, and are no values to act on. */
    private static boolean wired(Input input) {
        Template value = input.value();
        return value == null
                ? input.secret() != null
                : !value.references().isEmpty()
                        && value.references().stream().noneMatch(one -> one.output().equals("ready-state"));
    }

    private static Optional<Output> output(RunState state, Place place, String name) {
        return node(state, place).flatMap(
                node -> node.software().outputs().stream().filter(one -> one.name().equals(name)).findFirst());
    }

    /** Whether the value is sealed at rest and shown to nobody but recipes. */
    static boolean secret(RunState state, Place place, String name) {
        return output(state, place, name).map(Output::secret).orElse(false)
                || input(state, place, name).map(one -> one.type() == Input.InputType.SECRET).orElse(false);
    }

    /** Refuses names that nobody declared, and says which there are. */
    static void requireKnown(RunState state, Place place, String name) {
        boolean leaving = place.slot() != null && node(state, place).isEmpty();
        if (!leaving && !settable(state, place).contains(name) && !builtIn(place).contains(name)) {
            throw new RefusedException(Answer.UNKNOWN, missing(state, place, name));
        }
    }

    /** Refuses names that nobody declared and those that nobody sets. */
    static void requireSettable(RunState state, Place place, String name) {
        if (settable(state, place).contains(name)) {
            return;
        }
        throw new RefusedException(Answer.UNKNOWN, builtIn(place).contains(name)
                ? "'" + name + "' is set by the server alone"
                : missing(state, place, name));
    }

    private static Set<String> builtIn(Place place) {
        return place.slot() == null ? OF_RUNS : OF_INSTANCES;
    }

    private static Set<String> settable(RunState state, Place place) {
        Set<String> names = new TreeSet<>(FREE);
        node(state, place).ifPresent(node -> {
            node.software().inputs().forEach(one -> names.add(one.name()));
            node.software().outputs().forEach(one -> names.add(one.name()));
        });
        if (place.slot() == null && state.declaration() != null) {
            names.addAll(state.declaration().outputs().keySet());
        } else {
            names.add("hostname");
        }
        return names;
    }

    private static String missing(RunState state, Place place, String name) {
        Set<String> known = settable(state, place);
        known.addAll(builtIn(place));
        String owner = place.slot() == null ? "the run" : "node '" + place.slot().node() + "'";
        return owner + " declares no '" + name + "'; known: " + String.join(", ", known);
    }
}
