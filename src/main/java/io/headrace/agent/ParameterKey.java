package io.headrace.agent;

import io.headrace.model.InstanceKey;
import io.headrace.model.RunState;
import io.headrace.model.Slot;
import java.util.Locale;
import java.util.SortedSet;
import java.util.TreeSet;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/**
 * What a recipe names: {@code ready} (its own), {@code web.1:ready}, {@code web:ready} (of the lowest wanted index) or
 * {@code run:url}, for which SlipStream's recipes write {@code ss:url}.
 */
record ParameterKey(Owner owner, String of, String name) {

    private static final Pattern NAME = Pattern.compile("[A-Za-z0-9_][A-Za-z0-9._-]{0,127}");
    private static final Pattern SLOT = Pattern.compile("[a-z0-9-]{1,63}\\.[1-9][0-9]{0,8}");

    /** Whose it is. */
    enum Owner {
        SELF, RUN, SLOT, NODE
    }

    static ParameterKey parse(String text) {
        int colon = text.indexOf(':');
        String of = colon < 0 ? "" : text.substring(0, colon);
        String name = text.substring(colon + 1);
        if (!NAME.matcher(name).matches() || colon == 0) {
            throw Request.bad("not the key of a parameter: " + text);
        }
        return new ParameterKey(owner(of), of, name);
    }

    private static Owner owner(String of) {
        return switch (of.toLowerCase(Locale.ROOT)) {
            case "" -> Owner.SELF;
            case "run", "ss" -> Owner.RUN;
            default -> SLOT.matcher(of).matches() ? Owner.SLOT : Owner.NODE;
        };
    }

    /** Where the value is to be found as the run is now: always in the newest generation, except one's own. */
    Place place(RunState state, InstanceKey asker) {
        return switch (owner) {
            case SELF -> Place.of(asker.slot(), asker.generation());
            case RUN -> Place.RUN;
            case SLOT -> newest(state, Slot.parse(of));
            case NODE -> lowest(state);
        };
    }

    private Place newest(RunState state, Slot slot) {
        if (!state.slots().contains(slot) && state.instances().stream().noneMatch(one -> one.slot().equals(slot))) {
            throw new RefusedException(Answer.UNKNOWN, "there is no " + slot + "; known: "
                    + joined(state.slots()));
        }
        return Place.newest(state, slot);
    }

    private Place lowest(RunState state) {
        SortedSet<String> nodes = nodes(state);
        if (!nodes.contains(of)) {
            throw new RefusedException(Answer.UNKNOWN, "there is no node '" + of + "'; known: " + joined(nodes));
        }
        return Place.lowest(state, of);
    }

    private static SortedSet<String> nodes(RunState state) {
        SortedSet<String> nodes = new TreeSet<>();
        state.slots().forEach(slot -> nodes.add(slot.node()));
        state.instances().forEach(one -> nodes.add(one.slot().node()));
        if (state.declaration() != null) {
            state.declaration().nodes().forEach(node -> nodes.add(node.name()));
        }
        return nodes;
    }

    private static String joined(SortedSet<?> all) {
        return all.stream().map(String::valueOf).collect(Collectors.joining(", "));
    }
}
