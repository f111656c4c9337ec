package io.headrace.reconcile;

import io.headrace.model.Change;
import io.headrace.model.Declaration;
import io.headrace.model.RepositoryKey;
import io.headrace.model.RunKey;
import io.headrace.model.RunState;
import io.headrace.plan.Adoption;
import io.headrace.plan.Attempts;
import io.headrace.store.Recoveries;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;

/**
 * The repositories whose history was lost with the database: their runs are declared only once the accounts that they
 * use were observed completely, and take over the machines that are theirs, so that nothing is made twice. Until then
 * nothing of such a repository is deleted as a stray, and its deployed branch takes no push.
 */
final class Recovery {

    private static final Duration RETRY = Duration.ofSeconds(2);

    private final Recoveries rows;
    private final Accounts accounts;
    private final Agents agents;
    private final String serverId;
    private final InstantSource clock;
    private final Instant begun;
    private final Set<RepositoryKey> open = ConcurrentHashMap.newKeySet();
    private final Map<RepositoryKey, Instant> waiting = new ConcurrentHashMap<>();

    Recovery(Recoveries rows, Accounts accounts, Agents agents, String serverId, InstantSource clock) {
        this.rows = rows;
        this.accounts = accounts;
        this.agents = agents;
        this.serverId = serverId;
        this.clock = clock;
        this.begun = clock.instant();
        this.open.addAll(rows.open());
        this.open.forEach(key -> waiting.put(key, begun));
    }

    /** Whether runs of the repository are still to be taken up again. */
    boolean open(RepositoryKey repository) {
        return open.contains(repository);
    }

    /** Why a push to the deployed branch has to wait, or nothing. */
    String refusal(RepositoryKey repository) {
        return waiting.containsKey(repository)
                ? "the server lost its database and is still looking for the machines of this repository;"
                        + " push again in a minute"
                : "";
    }

    /** The repositories to look at again by now. */
    List<RepositoryKey> due(Instant now) {
        return waiting.entrySet()
                .stream()
                .filter(one -> !now.isBefore(one.getValue()))
                .map(Map.Entry::getKey)
                .toList();
    }

    Census census(RepositoryKey repository, Collection<Declaration> runs) {
        return Census.take(accounts, repository.tenant(), serverId, runs, begun, clock);
    }

    /** What a commit that declares the run makes of it, when its machines are known. */
    Change declare(RunState state, Tip tip, Declaration declaration, Census census, Instant now) {
        RunKey run = state.key();
        return state.attempt() != null
                ? Attempts.declare(state, declaration, tip.commit(), tip.principal(), now)
                : Adoption.declare(state, declaration, tip.commit(), tip.principal(), census.found(run),
                        agents.generations(run), now);
    }

    /** Not all runs could be taken up. */
    void again(RepositoryKey repository) {
        waiting.put(repository, clock.instant().plus(RETRY));
    }

    /** Nothing can be taken up until there is another commit. */
    void later(RepositoryKey repository) {
        waiting.remove(repository);
    }

    void done(RepositoryKey repository) {
        if (open.contains(repository)) {
            rows.done(repository);
            open.remove(repository);
            waiting.remove(repository);
        }
    }
}
