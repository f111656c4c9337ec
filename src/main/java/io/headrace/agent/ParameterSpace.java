package io.headrace.agent;

import io.headrace.model.Input;
import io.headrace.model.Instance;
import io.headrace.model.InstanceKey;
import io.headrace.model.RunState;
import io.headrace.model.Secret;
import io.headrace.model.Template;
import io.headrace.store.ParameterRow;
import io.headrace.store.Parameters;
import io.headrace.vault.Seals;
import java.util.Collections;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.function.BiFunction;

/**
 * The values that instances of one run share: who may set what, what each key means at the moment, and what people see
 * of it. A value belongs to one generation of a slot, or to the run; a new generation begins with none.
 */
public final class ParameterSpace {

    /** Of a value. */
    public static final int MOST_CHARACTERS = 4096;

    private static final String HIDDEN_VALUE = "***";

    private final Parameters rows;
    private final Seals seals;
    private final BiFunction<String, String, Optional<Secret>> secrets;
    private final AgentSignals signals;

    /**
     * @param secrets those that a tenant has set, by tenant and name
     */
    public ParameterSpace(Parameters rows, Seals seals, BiFunction<String, String, Optional<Secret>> secrets,
            AgentSignals signals) {
        this.rows = rows;
        this.seals = seals;
        this.secrets = secrets;
        this.signals = signals;
    }

    /**
     * A value as people see it.
     *
     * @param scope the instance that it belongs to ({@code web.1:2}), or {@code run}
     */
    public record Shown(String scope, String name, String value) {}

    /** Whether a name is between an agent and the server, and no business of people and recipes. */
    public static boolean hidden(String name) {
        return name.startsWith(ParameterReader.HIDDEN);
    }

    /** All that was set in a run; secret values show as {@code ***}. */
    public List<Shown> shown(RunState state) {
        return rows.of(state.key())
                .stream()
                .filter(row -> !hidden(row.name()) && present(state, row.scope()))
                .map(row -> new Shown(row.scope(), row.name(), row.sealed() ? HIDDEN_VALUE : row.value()))
                .toList();
    }

    /** Whether it belongs to the run or to what is there; a generation that is gone only leaves values for consumers. */
    private static boolean present(RunState state, String scope) {
        return scope.equals(Place.RUN.scope())
                || state.instances().stream().anyMatch(one -> one.id().equals(scope));
    }

    /** The outputs of a run that have their values by now, as people see them. */
    public SortedMap<String, String> outputs(RunState state) {
        SortedMap<String, String> outputs = new TreeMap<>();
        if (state.declaration() == null || state.declaration().outputs().isEmpty()) {
            return outputs;
        }
        ParameterReader reader = snapshot(state);
        state.declaration().outputs().forEach((name, template) -> {
            if (reader.look(Place.RUN, name) instanceof Lookup.Found(String value)) {
                outputs.put(name, namesSecret(state, template) ? HIDDEN_VALUE : value);
            }
        });
        return outputs;
    }

    private static boolean namesSecret(RunState state, Template template) {
        return template.references()
                .stream()
                .anyMatch(one -> DeclaredNames.secret(state, Place.lowest(state, one.node()), one.output()));
    }

    /** The inputs of an instance that have their values by now; a recipe waits for the others when it needs them. */
    SortedMap<String, String> inputs(RunState state, Instance instance) {
        Place place = Place.of(instance.slot(), instance.generation());
        List<Input> inputs = DeclaredNames.node(state, place).map(node -> node.software().inputs()).orElse(List.of());
        return Collections.unmodifiableSortedMap(found(snapshot(state), place, inputs));
    }

    /**
     * Values of inputs that come through wiring or from secrets, by instance ({@code web.1:2}) and input, of those
     * instances that have a recipe for a change of them.
     */
    Map<String, SortedMap<String, String>> wired(RunState state) {
        Map<String, SortedMap<String, String>> all = new TreeMap<>();
        Optional<ParameterReader> reader = Optional.empty();
        for (Instance one : state.instances()) {
            Place place = Place.of(one.slot(), one.generation());
            List<Input> inputs = DeclaredNames.wired(state, place);
            if (!inputs.isEmpty() && !one.removing()) {
                reader = reader.or(() -> Optional.of(snapshot(state)));
                all.put(one.id(), found(reader.orElseThrow(), place, inputs));
            }
        }
        return all;
    }

    private static SortedMap<String, String> found(ParameterReader reader, Place place, List<Input> inputs) {
        SortedMap<String, String> values = new TreeMap<>();
        inputs.forEach(input -> {
            if (reader.look(place, input.name()) instanceof Lookup.Found(String value)) {
                values.put(input.name(), value);
            }
        });
        return values;
    }

    /** The first secret that the instance's inputs name and nobody has set. */
    Optional<String> missingSecret(RunState state, Instance instance) {
        Place place = Place.of(instance.slot(), instance.generation());
        return DeclaredNames.node(state, place)
                .stream()
                .flatMap(node -> node.software().inputs().stream())
                .filter(input -> input.secret() != null
                        && reader(state).look(place, input.name()) instanceof Lookup.Unset)
                .findFirst()
                .map(Input::secret);
    }

    /** Looks for the value of a key, as the asking instance means it. */
    Lookup look(RunState state, InstanceKey asker, ParameterKey key) {
        Place place = key.place(state, asker);
        DeclaredNames.requireKnown(state, place, key.name());
        return reader(state).look(place, key.name());
    }

    /** Returns what the value belongs to now: {@code web.1:2}, or {@code run}. */
    String set(RunState state, InstanceKey asker, ParameterKey key, String value) {
        Place place = key.place(state, asker);
        requireSettable(state, place, key, value);
        if (place.slot() != null && place.generation() == 0) {
            throw new RefusedException(Answer.UNKNOWN, place.slot() + " has no instance yet");
        }
        put(state, place, key.name(), value);
        return place.scope();
    }

    /**
     * Sets a value that an agent remembers from before history was lost, unless it was set since, or another agent
     * remembers a later one.
     */
    void recall(RunState state, String scope, ParameterKey key, String value, long at) {
        Place place = Place.parse(scope);
        requireSettable(state, place, key, value);
        String since = ParameterReader.HIDDEN + "recalled." + key.name();
        long known = rows.find(state.key(), scope, since).map(row -> Long.parseLong(row.value())).orElse(-1L);
        boolean fresh = known < 0 && rows.find(state.key(), scope, key.name()).isPresent();
        if (!fresh && at > known && (place.slot() == null || place.instance(state).isPresent())) {
            rows.set(state.key(), scope, since, "" + at, false);
            put(state, place, key.name(), value);
        }
    }

    private static void requireSettable(RunState state, Place place, ParameterKey key, String value) {
        DeclaredNames.requireSettable(state, place, key.name());
        if (value.length() > MOST_CHARACTERS) {
            throw new RefusedException(Answer.TOO_LARGE, "a value has at most " + MOST_CHARACTERS
                    + " characters; that of '" + key.name() + "' has " + value.length());
        }
    }

    private void put(RunState state, Place place, String name, String value) {
        String scope = place.scope();
        if (DeclaredNames.secret(state, place, name)) {
            rows.set(state.key(), scope, name, seals.seal(value, ParameterReader.seal(state, scope, name)), true);
        } else {
            rows.set(state.key(), scope, name, value, false);
        }
        signals.value(new AgentSignals.Value(state.key(), scope, name));
    }

    /** What the agent says of the address of its host; counts while the cloud has named none. */
    void hostAddress(RunState state, InstanceKey instance, String address) {
        Place place = Place.of(instance.slot(), instance.generation());
        if (!reader(state).stored(place, ParameterReader.AGENT_ADDRESS).equals(Optional.of(address))) {
            put(state, place, ParameterReader.AGENT_ADDRESS, address);
            signals.run(state.key());
        }
    }

    private ParameterReader reader(RunState state) {
        return new ParameterReader(state, (scope, name) -> rows.find(state.key(), scope, name), seals, secrets);
    }

    /** For many values at once: one look into the store. */
    private ParameterReader snapshot(RunState state) {
        Map<String, ParameterRow> all = new HashMap<>();
        rows.of(state.key()).forEach(row -> all.put(row.scope() + " " + row.name(), row));
        return new ParameterReader(state, (scope, name) -> Optional.ofNullable(all.get(scope + " " + name)), seals,
                secrets);
    }
}
