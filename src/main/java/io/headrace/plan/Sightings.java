package io.headrace.plan;

import io.headrace.model.Drift;
import io.headrace.model.Instance;
import io.headrace.model.InstanceState;
import java.time.Instant;

/** What observations and silence make of an instance; of bad observations only the second of its kind in a row counts. */
final class Sightings {

    private Sightings() {}

    static void observed(Draft draft, Instance one, Sighting seen, Instant now) {
        Drift.Kind kind = seen.drift();
        if (one.machineId() == null) {
            return;
        }
        if (kind == null) {
            well(draft, one, seen);
            return;
        }
        Instant since = one.absentSince();
        boolean counts = since != null && !since.isAfter(now) && !since.isBefore(seen.trusted())
                && one.suspected() == kind;
        if (!counts) {
            draft.put(one.withSuspicion(kind, now));
        } else if (now.isAfter(since)) {
            sure(draft, one, new Drift(kind, seen.message(), now, seen.restartable(), null));
        }
    }

    private static void well(Draft draft, Instance one, Sighting seen) {
        Drift drift = one.drift();
        boolean back = drift != null && drift.kind() != Drift.Kind.SILENT;
        Instance next = one.withSuspicion(null, null).withDrift(back ? null : drift);
        draft.put(seen.address() == null ? next : next.withMachine(one.machineId(), seen.address()));
        if (back) {
            draft.entry("drift.ended", one.id(), "its machine is as it was made");
        }
    }

    private static void sure(Draft draft, Instance one, Drift drift) {
        Drift before = one.drift();
        Instance next;
        if (before != null && before.kind() == drift.kind()) {
            next = one.withDrift(drift.since(before.since()));
        } else {
            draft.entry("drift", one.id(), drift.message());
            next = one.withDrift(drift);
        }
        if (drift.kind().lost()) {
            next = Steps.drop(next);
        }
        if (one.removing() && drift.kind() == Drift.Kind.ABSENT) {
            next = next.withIntent(null).withState(InstanceState.GONE);
        }
        draft.put(next);
    }

    /** The agent was not heard for longer than agents are silent. */
    static void silent(Draft draft, Instance one, Silence silence, Instant now) {
        Drift before = one.drift();
        Instant seen = one.seenAt();
        if (seen == null || now.isBefore(seen.plus(Silence.LIMIT)) || one.removing()
                || (before != null && before.kind() != Drift.Kind.SILENT)) {
            return;
        }
        if (before == null) {
            draft.entry("drift", one.id(), Silence.MESSAGE);
        }
        draft.put(one.withDrift(new Drift(Drift.Kind.SILENT, Silence.MESSAGE, before == null ? now : before.since(),
                silence.restartable(), silence.held())));
    }

    static void heard(Draft draft, Instance one, Instant now) {
        Drift drift = one.drift();
        boolean back = drift != null && drift.kind() == Drift.Kind.SILENT;
        Instance next = one.withAgent(one.boundAt(), now);
        draft.put(back ? next.withDrift(null) : next);
        if (back) {
            draft.entry("drift.ended", one.id(), "its agent is heard again");
        }
    }

    /** What is known of the machine may be out of date, so that nothing is done about it until it is seen again. */
    static void doubted(Draft draft, Instance one, String reason) {
        Drift drift = one.drift();
        if (drift != null) {
            draft.put(one.withSuspicion(null, null).withDrift(drift.held(reason)));
        }
    }
}
