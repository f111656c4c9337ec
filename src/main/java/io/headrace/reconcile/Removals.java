package io.headrace.reconcile;

import io.headrace.git.Repositories;
import io.headrace.model.Principal;
import io.headrace.model.RepositoryKey;
import io.headrace.model.RunKey;
import io.headrace.model.RunState;
import io.headrace.model.Wake;
import io.headrace.plan.Attempts;
import io.headrace.store.Standing;
import io.headrace.store.Standing.Machines;
import io.headrace.store.Standing.Removal;
import java.time.InstantSource;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Consumer;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Removes detached repositories when somebody asked for it: ends or forgets their runs, then everything that is kept of
 * them. Each step may be repeated after a kill.
 */
final class Removals {

    private static final Logger LOG = LoggerFactory.getLogger(Removals.class);

    private final Detached detached;
    private final Stores stores;
    private final Repositories git;
    private final Consumer<RunKey> forgotten;
    private final Wake wake;
    private final InstantSource clock;
    private final Set<RepositoryKey> underWay = ConcurrentHashMap.newKeySet();

    /** What the rest of the server holds of a run is let go by {@code forgotten}. */
    Removals(Detached detached, Stores stores, Repositories git, Consumer<RunKey> forgotten, Wake wake,
            InstantSource clock) {
        this.detached = detached;
        this.stores = stores;
        this.git = git;
        this.forgotten = forgotten;
        this.wake = wake;
        this.clock = clock;
    }

    /** Takes up what the last life of the server did not bring to its end. */
    void start() {
        detached.list()
                .stream()
                .filter(standing -> standing.removal() != null)
                .forEach(standing -> wake.repository(standing.repository()));
    }

    /** Wakes what is under way. */
    void wake() {
        underWay.forEach(wake::repository);
    }

    /** Brings a removal on its way, and to its end once nothing is left. */
    void look(RepositoryKey repository) {
        Optional<Removal> asked = detached.find(repository).map(Standing::removal);
        if (asked.isEmpty()) {
            underWay.remove(repository);
            return;
        }
        Removal removal = asked.get();
        underWay.add(repository);
        boolean terminate = removal.machines() == Machines.TERMINATE;
        if (terminate) {
            detached.states(repository).forEach(state -> end(state, removal.by()));
        }
        if (!terminate || detached.left(repository) == 0) {
            forget(repository, removal);
        }
    }

    private void end(RunState state, Principal by) {
        if (state.declared()) {
            String commit = state.attempt() == null ? "" : state.attempt().commit();
            stores.runs().update(state.key(), known -> Attempts.remove(known, commit, by, clock.instant()));
            wake.run(state.key());
        }
    }

    private void forget(RepositoryKey repository, Removal removal) {
        stores.runs().of(repository).forEach(forgotten);
        git.remove(repository);
        // Last, so that a kill before it leaves the removal to be repeated.
        stores.tips().forget(repository, removal);
        underWay.remove(repository);
        LOG.info("{}: removed", repository);
    }
}
