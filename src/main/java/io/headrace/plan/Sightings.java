package io.headrace.plan;

import io.headrace.model.Instance;
import io.headrace.model.InstanceState;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/** What an observation of a cloud account says of one machine; only the second bad one in a row counts. */
final class Sightings {

    private Sightings() {}

    static void observed(Draft draft, Instance one, boolean present, boolean running, @Nullable String address,
            Instant now) {
        if (one.machineId() == null) {
            return;
        }
        if (present && running) {
            seen(draft, one, address);
            return;
        }
        Instant since = one.absentSince();
        if (since == null) {
            draft.put(one.withAbsence(now, false));
        } else if (now.isAfter(since)) {
            missing(draft, one, since, present);
        }
    }

    private static void seen(Draft draft, Instance one, @Nullable String address) {
        Instance next = one.withAbsence(null, false);
        if (address != null) {
            next = next.withMachine(one.machineId(), address);
        }
        draft.put(next);
        if (one.lost()) {
            draft.entry("drift", one.id(), "the machine is back");
        }
    }

    private static void missing(Draft draft, Instance one, Instant since, boolean present) {
        if (!one.lost()) {
            draft.entry("drift", one.id(), present ? "the machine is stopped" : "the machine is absent");
        }
        Instance next = Steps.drop(one.withAbsence(since, true));
        if (one.removing() && !present) {
            next = next.withIntent(null).withState(InstanceState.GONE);
        }
        draft.put(next);
    }
}
