package io.headrace.plan;

import io.headrace.model.Declaration;
import io.headrace.model.Instance;
import io.headrace.model.InstanceState;
import io.headrace.model.Principal;
import io.headrace.model.RunState;
import io.headrace.model.Slot;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.SortedSet;
import java.util.TreeSet;

/** What a commit would do to a run, for whoever is about to push it. */
public final class Preview {

    private static final String COMMIT = "0".repeat(40);

    private Preview() {}

    /** One line for a run that the commit declares, or that it would end; none when neither. */
    public static List<PlanLine> lines(RunState before, Optional<Declaration> after) {
        if (after.isEmpty() && !before.declared()) {
            return List.of();
        }
        Instant now = Instant.EPOCH;
        RunState opened = after.map(
                declaration -> Attempts.declare(before, declaration, COMMIT, Principal.SERVER, now).state())
                .orElseGet(() -> Attempts.remove(before, COMMIT, Principal.SERVER, now).state());
        boolean affected = !opened.equals(before);
        boolean suspended = after.map(declaration -> declaration.policy().suspend()).orElse(false);
        if (!affected) {
            return List.of(new PlanLine(before.key().name(), 0, 0, 0, 0, "unchanged"));
        }
        if (suspended) {
            return List.of(new PlanLine(before.key().name(), 0, 0, 0, 0, "suspend"));
        }
        return List.of(line(opened, Planner.advance(opened, now).state()));
    }

    private static PlanLine line(RunState opened, RunState planned) {
        SortedSet<Slot> create = new TreeSet<>(planned.slots());
        SortedSet<Slot> update = new TreeSet<>();
        SortedSet<Slot> replace = new TreeSet<>();
        SortedSet<Slot> remove = new TreeSet<>();
        for (Instance one : opened.instances()) {
            Slot slot = one.slot();
            create.remove(slot);
            if (one.state() == InstanceState.GONE || (one.removing() && !planned.slots().contains(slot))) {
                continue;
            }
            if (!planned.slots().contains(slot)) {
                remove.add(slot);
            } else if (Wanted.holder(planned, slot).filter(held -> held.generation() == one.generation()).isEmpty()
                    || (one.state() == InstanceState.READY && Difference.of(opened, one) == Difference.REPLACE)) {
                replace.add(slot);
            } else if (one.state() != InstanceState.READY || Difference.of(opened, one) == Difference.SOFTWARE) {
                update.add(slot);
            }
        }
        return new PlanLine(opened.key().name(), create.size(), update.size(), replace.size(), remove.size(),
                summary(create, update, replace, remove));
    }

    private static String summary(SortedSet<Slot> create, SortedSet<Slot> update, SortedSet<Slot> replace,
            SortedSet<Slot> remove) {
        List<String> parts = new ArrayList<>();
        add(parts, "update", update);
        add(parts, "replace", replace);
        add(parts, "create", create);
        add(parts, "remove", remove);
        return parts.isEmpty() ? "no machine changes" : String.join("; ", parts);
    }

    private static void add(List<String> parts, String verb, SortedSet<Slot> slots) {
        if (!slots.isEmpty()) {
            parts.add(verb + " " + String.join(" ", slots.stream().map(Slot::toString).toList()));
        }
    }
}
