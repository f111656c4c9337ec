package io.headrace.agent;

import io.headrace.agent.Lookup.Found;
import io.headrace.agent.Lookup.Unset;
import io.headrace.model.Input;
import io.headrace.model.Instance;
import io.headrace.model.InstanceState;
import io.headrace.model.RunState;
import io.headrace.model.Secret;
import io.headrace.model.Slot;
import io.headrace.model.Template;
import io.headrace.model.Template.Reference;
import io.headrace.plan.Phases;
import io.headrace.store.ParameterRow;
import io.headrace.vault.Seals;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.function.BiFunction;
import java.util.stream.Collectors;

/** Finds values of one run: what was set, else what inputs say, else what the server knows of the instance itself. */
final class ParameterReader {

    /** What agents say of their own host; not for recipes. */
    static final String HIDDEN = "agent.";
    static final String AGENT_ADDRESS = HIDDEN + "address";

    /** A generation that has gone keeps its values for consumers until a new one sets them; so far back we look. */
    private static final int GENERATIONS_BACK = 5;

    private final RunState state;
    private final BiFunction<String, String, Optional<ParameterRow>> rows;
    private final Seals seals;
    private final BiFunction<String, String, Optional<Secret>> secrets;

    /**
     * @param rows by scope and name
     * @param secrets of tenants, by tenant and name
     */
    ParameterReader(RunState state, BiFunction<String, String, Optional<ParameterRow>> rows, Seals seals,
            BiFunction<String, String, Optional<Secret>> secrets) {
        this.state = state;
        this.rows = rows;
        this.seals = seals;
        this.secrets = secrets;
    }

    /** The value of a name that the place is known to have. */
    Lookup look(Place place, String name) {
        Optional<String> stored = stored(place, name);
        if (stored.isPresent()) {
            return new Found(stored.get());
        }
        Optional<Input> input = DeclaredNames.input(state, place, name);
        if (input.isPresent()) {
            return input(place, input.get());
        }
        if (place.slot() == null && state.declaration() != null && state.declaration().outputs().containsKey(name)) {
            return render(place, name, state.declaration().outputs().get(name));
        }
        Optional<String> known = place.slot() == null ? ofRun(name) : ofInstance(place, place.slot(), name);
        return known.<Lookup>map(Found::new).orElseGet(() -> unset(place, name));
    }

    private Lookup input(Place place, Input input) {
        if (input.value() != null) {
            return render(place, input.name(), input.value());
        }
        String secret = input.secret();
        Optional<Lookup> found = secret == null
                ? Optional.empty()
                : secrets.apply(state.key().tenant(), secret).map(value -> new Found(value.reveal()));
        return found.orElseGet(() -> unset(place, input.name()));
    }

    /** A text with the values of its references, which are outputs and never inputs: so no circle can arise. */
    private Lookup render(Place place, String name, Template template) {
        Set<AgentSignals.Value> awaited = new HashSet<>();
        Set<Place> missing = new HashSet<>();
        String text = template.render(reference -> places(reference).stream().map(one -> {
            Optional<String> value = referred(one, reference.output());
            if (value.isEmpty()) {
                missing.add(one);
                awaited.add(new AgentSignals.Value(state.key(), one.scope(), reference.output()));
            }
            return value.orElse("");
        }).collect(Collectors.joining(" ")));
        if (missing.isEmpty()) {
            return new Found(text);
        }
        // Setting the whole would end the wait too.
        awaited.add(new AgentSignals.Value(state.key(), place.scope(), name));
        boolean executing = missing.stream().allMatch(one -> one.executing(state));
        String owner = missing.stream().map(Place::scope).sorted().collect(Collectors.joining(","));
        return new Unset(owner, executing, awaited);
    }

    private List<Place> places(Reference reference) {
        if (!reference.all()) {
            return List.of(Place.lowest(state, reference.node()));
        }
        return state.slots()
                .stream()
                .filter(slot -> slot.node().equals(reference.node()))
                .map(slot -> Place.newest(state, slot))
                .toList();
    }

    private Optional<String> referred(Place newest, String name) {
        Slot slot = newest.slot();
        for (int back = 0; slot != null && back < GENERATIONS_BACK && newest.generation() > back; back++) {
            Place place = Place.of(slot, newest.generation() - back);
            Optional<String> value = stored(place, name).or(() -> ofInstance(place, slot, name));
            if (value.isPresent()) {
                return value;
            }
        }
        return Optional.empty();
    }

    Optional<String> stored(Place place, String name) {
        return rows.apply(place.scope(), name)
                .map(row -> row.sealed()
                        ? seals.open(row.value(), seal(state, place.scope(), name))
                        : row.value());
    }

    /** What a sealed value is bound to, so that it cannot be moved to another place. */
    static String seal(RunState state, String scope, String name) {
        return "parameter " + state.key() + " " + scope + " " + name;
    }

    private Unset unset(Place place, String name) {
        return new Unset(place.scope(), place.executing(state),
                Set.of(new AgentSignals.Value(state.key(), place.scope(), name)));
    }

    private Optional<String> ofRun(String name) {
        return switch (name) {
            case "name" -> Optional.of(state.key().name());
            case "state" -> Optional.of(Phases.phase(state).toString());
            case "abort" -> state.attempt() == null ? Optional.empty() : Optional.ofNullable(state.attempt().abort());
            default -> Optional.empty();
        };
    }

    private Optional<String> ofInstance(Place place, Slot slot, String name) {
        List<Slot> all = state.slots().stream().filter(one -> one.node().equals(slot.node())).toList();
        Optional<Instance> instance = place.instance(state);
        return switch (name) {
            case "ids" -> Optional.of(all.stream().map(one -> "" + one.index()).collect(Collectors.joining(",")));
            case "multiplicity" -> Optional.of("" + all.size());
            case "id", "index" -> Optional.of("" + slot.index());
            case "nodename" -> Optional.of(slot.node());
            case "generation" -> place.generation() == 0 ? Optional.empty() : Optional.of("" + place.generation());
            case "cloud", "cloudservice" -> instance.map(one -> one.site().cloud().name());
            case "address", "hostname" -> instance.flatMap(one -> Optional.ofNullable(one.address()))
                    .or(() -> stored(place, AGENT_ADDRESS));
            case "instanceid" -> instance.flatMap(one -> Optional.ofNullable(one.machineId()));
            case "ready" -> instance.filter(one -> one.state() == InstanceState.READY).map(_ -> "true");
            case "ready-state" -> instance.map(one -> one.state().name().toLowerCase(Locale.ROOT));
            case "statecustom" -> instance.flatMap(one -> Optional.ofNullable(one.message()));
            default -> Optional.empty();
        };
    }
}
