package io.headrace.reconcile;

import io.headrace.model.InstanceKey;
import io.headrace.model.RepositoryKey;
import io.headrace.model.RunKey;
import io.headrace.model.Wake;
import java.util.function.Consumer;

/** The loop's doorbell: parts that are wired before the loop ring it, the loop answers once it runs. */
public final class Wakes implements Wake {

    private volatile Consumer<RunKey> runs = none -> {};
    private volatile Consumer<RepositoryKey> repositories = none -> {};
    private volatile Consumer<RepositoryKey> statuses = none -> {};
    private volatile Consumer<InstanceKey> agents = none -> {};
    private volatile Consumer<InstanceKey> heard = none -> {};

    /** From now on agents are woken by this. */
    public void agents(Consumer<InstanceKey> signal) {
        this.agents = signal;
    }

    void loop(Consumer<RunKey> forRuns, Consumer<RepositoryKey> forRepositories, Consumer<RepositoryKey> forStatuses) {
        this.runs = forRuns;
        this.repositories = forRepositories;
        this.statuses = forStatuses;
    }

    /** From now on those who are heard are told to this. */
    void heard(Consumer<InstanceKey> listener) {
        this.heard = listener;
    }

    @Override
    public void heard(InstanceKey instance) {
        heard.accept(instance);
    }

    @Override
    public void run(RunKey run) {
        runs.accept(run);
    }

    @Override
    public void repository(RepositoryKey repository) {
        repositories.accept(repository);
    }

    @Override
    public void statuses(RepositoryKey repository) {
        statuses.accept(repository);
    }

    @Override
    public void agent(InstanceKey instance) {
        agents.accept(instance);
    }
}
