package io.headrace.reconcile;

import io.headrace.model.Principal;
import io.headrace.model.RepositoryKey;
import io.headrace.model.RunState;
import io.headrace.model.Settings;
import io.headrace.model.Wake;
import io.headrace.store.Runs;
import io.headrace.store.Standing;
import io.headrace.store.Standing.Machines;
import io.headrace.store.Standing.Removal;
import io.headrace.store.Tips;
import java.util.List;
import java.util.Optional;
import java.util.function.Supplier;
import java.util.stream.Stream;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Repositories that left the configuration. Their runs go on as they are, and no commit changes them, until the
 * repository is configured again or somebody asks to remove it.
 */
public final class Detached {

    private static final Logger LOG = LoggerFactory.getLogger(Detached.class);

    private final Runs runs;
    private final Tips tips;
    private final Supplier<Settings> settings;
    private final Wake wake;

    public Detached(Runs runs, Tips tips, Supplier<Settings> settings, Wake wake) {
        this.runs = runs;
        this.tips = tips;
        this.settings = settings;
        this.wake = wake;
    }

    /** All of them, by key. */
    public List<Standing> list() {
        Settings now = settings.get();
        return tips.standings().stream().filter(standing -> !now.attached(standing.repository())).toList();
    }

    public Optional<Standing> find(RepositoryKey repository) {
        return settings.get().attached(repository) ? Optional.empty() : tips.standing(repository);
    }

    /** How many of its runs have something left. */
    public int left(RepositoryKey repository) {
        return (int) states(repository).filter(Detached::alive).count();
    }

    /** Asks to remove it; asked again, what becomes of its machines is what was asked last. */
    public void remove(RepositoryKey repository, Machines machines, Principal by) {
        LOG.info("{}: {} asked to remove it, machines: {}", repository, by, machines);
        tips.removing(repository, new Removal(machines, by));
        wake.repository(repository);
    }

    Stream<RunState> states(RepositoryKey repository) {
        return runs.states(repository).stream();
    }

    private static boolean alive(RunState state) {
        boolean open = state.attempt() != null && state.attempt().open();
        return state.declared() || open || !state.instances().isEmpty();
    }
}
