package io.headrace.store;

import io.headrace.model.RunKey;
import io.headrace.model.RunState;
import java.time.Instant;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jdbi.v3.core.Handle;
import org.jspecify.annotations.Nullable;

/**
 * The states that the writer's transaction has changed and stores once, at its end, however often they changed: a run of
 * many instances is a long document, and the answers of many calls to its cloud come at a time. For the writer's thread.
 */
final class Unstored {
    private final States states;
    private final Map<RunKey, Changed> changed = new LinkedHashMap<>();
    /** What the states that the task under way has touched were before it; null for those that were as stored. */
    private final Map<RunKey, @Nullable Changed> undo = new HashMap<>();

    private record Changed(RunState stored, RunState state, Projection projection, Instant at) {}

    Unstored(States states) {
        this.states = states;
    }

    Optional<RunState> find(Handle handle, RunKey key) {
        Changed now = changed.get(key);
        return now == null ? states.find(handle, key) : Optional.of(now.state());
    }

    void change(RunState before, RunState after, Projection projection, Instant at) {
        Changed earlier = changed.get(after.key());
        set(after.key(), new Changed(earlier == null ? before : earlier.stored(), after, projection, at));
    }

    /** From here on changes can be taken back. */
    void savepoint() {
        undo.clear();
    }

    void rollback() {
        undo.forEach((key, before) -> {
            if (before == null) {
                changed.remove(key);
            } else {
                changed.put(key, before);
            }
        });
        undo.clear();
    }

    /** Stores what has changed, for statements that read it. */
    void store(Handle handle) {
        for (Changed one : List.copyOf(changed.values())) {
            states.store(handle, one.state(), one.projection(), one.at());
            InstanceTable.store(handle, one.stored(), one.state());
            set(one.state().key(), null);
        }
    }

    /** The transaction is undone. */
    void forget() {
        changed.clear();
        undo.clear();
    }

    private void set(RunKey key, @Nullable Changed next) {
        if (!undo.containsKey(key)) {
            undo.put(key, changed.get(key));
        }
        if (next == null) {
            changed.remove(key);
        } else {
            changed.put(key, next);
        }
    }
}
