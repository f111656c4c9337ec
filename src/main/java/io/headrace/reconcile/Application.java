package io.headrace.reconcile;

import io.headrace.blueprint.Compilation;
import io.headrace.git.CommitInfo;
import io.headrace.git.Repositories;
import io.headrace.model.CommitStatus;
import io.headrace.model.Plural;
import io.headrace.model.Problem;
import io.headrace.model.RepositoryKey;
import io.headrace.model.RepositorySettings;
import io.headrace.model.RunState;
import io.headrace.model.Spans;
import io.headrace.model.Wake;
import io.headrace.plan.PlanLine;
import io.headrace.store.CommitFilter;
import io.headrace.store.CommitRecord;
import io.headrace.store.Commits;
import io.headrace.store.PageRequest;
import io.headrace.store.Runs;
import io.headrace.store.StatusRow;
import io.headrace.store.Statuses;
import io.headrace.store.Tips;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Applies a commit: declares its runs, removes those that left, answers it with the status {@code headrace}. Repeating
 * it after a kill is harmless, for a run that already stands as declared is not touched.
 */
final class Application {

    private static final Logger LOG = LoggerFactory.getLogger(Application.class);

    private final Repositories repositories;
    private final Compilers compilers;
    private final Computing computing;
    private final Forecast forecast;
    private final Runs runs;
    private final Recovery recovery;
    private final Declaring declaring;
    private final Commits commits;
    private final Statuses statuses;
    private final Tips tips;
    private final Wake wake;
    private final CrashPoints crashes;
    private final Traces traces;

    Application(Repositories repositories, Compilers compilers, Computing computing, Forecast forecast, Stores stores,
            Recovery recovery,
            Wake wake, CrashPoints crashes, Traces traces) {
        this.repositories = repositories;
        this.compilers = compilers;
        this.computing = computing;
        this.forecast = forecast;
        this.runs = stores.runs();
        this.recovery = recovery;
        this.declaring = new Declaring(stores, recovery, wake, crashes, traces.clock());
        this.commits = stores.commits();
        this.statuses = stores.statuses();
        this.tips = stores.tips();
        this.wake = wake;
        this.crashes = crashes;
        this.traces = traces;
    }

    /** Makes the commit what the repository's runs shall be, unless it has problems or a guard refuses it. */
    void apply(RepositorySettings repository, Tip tip, int allowedByPush) {
        RepositoryKey key = repository.key();
        Instant begun = tip.begun(traces.clock().instant());
        CommitInfo info = repositories.commit(key, tip.commit());
        Compilation compilation = compiled(repository, tip);
        crashes.passed(CrashPoint.TIP_COMPILED);
        List<RunState> before = before(key);
        List<PlanLine> plan = plan(key, tip, before, compilation);
        int allowed = Math.max(allowedByPush, Allowance.of(info));
        List<String> refusals = invalid(compilation)
                ? List.of()
                : computing.compute(key.tenant(),
                        () -> forecast.refusals(repository, before, compilation.desired(), allowed));
        boolean applies = !invalid(compilation) && refusals.isEmpty();
        String summary = applies && recovery.open(key)
                ? "history was lost: " + Plural.of(plan.size(), "run") + " taken up again"
                : Summary.of(compilation.problems(), refusals, plan);
        answer(repository, record(repository, tip, info, compilation, plan, applies), summary, begun);
        if (applies) {
            boolean whole = traces.timed(key, tip.commit(), "apply",
                    () -> declaring.declare(key, tip, compilation.desired(), before));
            crashes.passed(CrashPoint.RUNS_DECLARED);
            if (!whole) {
                wake.statuses(key);
                return;
            }
            tips.deployed(key, repository.source(), tip.commit());
        } else {
            LOG.warn("{}: {} is not deployed: {}", key, tip.commit(), summary);
            recovery.later(key);
            tips.refused(key, repository.source(), summary);
        }
        tips.applied(key, tip.commit());
        wake.statuses(key);
    }

    /** Tells the commit what comes of it as a whole: once, for after a kill the plan would look like nothing to do. */
    private void answer(RepositorySettings repository, CommitRecord received, String summary, Instant begun) {
        RepositoryKey key = repository.key();
        boolean applies = received.deployed();
        boolean again = applies && newest(key, received.ref()).filter(known -> known.equals(received.id())).isPresent()
                && commits.find(key, received.id()).filter(CommitRecord::deployed).isPresent()
                && statuses.latest(key, received.id())
                        .stream()
                        .map(StatusRow::status)
                        .anyMatch(status -> status.context().equals(CommitStatus.PREFIX)
                                && status.state() == CommitStatus.State.SUCCESS);
        if (!again) {
            boolean first = commits.find(key, received.id()).isEmpty();
            commits.received(received);
            statuses.post(key, new CommitStatus(received.id(), CommitStatus.PREFIX, state(applies), summary));
            if (first) {
                pushed(received, begun);
            }
        }
    }

    /** Its trace begins with its first answer: later ones are of changes elsewhere. */
    private void pushed(CommitRecord received, Instant begun) {
        traces.ended(received.repository(), received.id(), Spans.PUSH, begun,
                Map.of("ref", received.ref(), "principal", received.principal().name()), "");
    }

    private Compilation compiled(RepositorySettings repository, Tip tip) {
        return computing.compute(repository.key().tenant(),
                () -> compilers.compile(repository, tip.commit(), traces));
    }

    private List<RunState> before(RepositoryKey key) {
        return computing.compute(key.tenant(), () -> runs.states(key));
    }

    private List<PlanLine> plan(RepositoryKey key, Tip tip, List<RunState> before, Compilation compilation) {
        return traces.timed(key, tip.commit(), "plan", () -> computing.compute(key.tenant(),
                () -> forecast.plan(key, before, compilation.desired())));
    }

    /** The commit that was last received on the ref. */
    private Optional<String> newest(RepositoryKey repository, String ref) {
        return commits.list(new CommitFilter(repository, ref, null), PageRequest.of(null, 1))
                .items()
                .stream()
                .map(CommitRecord::id)
                .findFirst();
    }

    /** Answers a commit of another branch with what it would do; nothing else comes of it. */
    void preview(RepositorySettings repository, Tip tip) {
        RepositoryKey key = repository.key();
        if (!tip.ref().startsWith("refs/heads/")) {
            return;
        }
        Instant begun = tip.begun(traces.clock().instant());
        CommitInfo info = repositories.commit(key, tip.commit());
        Compilation compilation = compiled(repository, tip);
        List<RunState> before = before(key);
        List<PlanLine> plan = plan(key, tip, before, compilation);
        CommitRecord received = record(repository, tip, info, compilation, plan, false);
        boolean first = commits.find(key, tip.commit()).isEmpty();
        if (first) {
            commits.received(received);
        }
        List<String> refusals = invalid(compilation)
                ? List.of()
                : computing.compute(key.tenant(), () -> forecast.refusals(repository, before, compilation.desired(),
                        Allowance.of(info)));
        statuses.post(key, new CommitStatus(tip.commit(), CommitStatus.PREFIX,
                state(!invalid(compilation) && refusals.isEmpty()),
                Summary.of(compilation.problems(), refusals, plan)));
        if (first) {
            pushed(received, begun);
        }
        wake.statuses(key);
    }

    private CommitRecord record(RepositorySettings repository, Tip tip, CommitInfo info, Compilation compilation,
            List<PlanLine> plan, boolean deployed) {
        return new CommitRecord(repository.key(), tip.commit(), tip.ref(), tip.principal(), traces.clock().instant(),
                info.subject(), compilation.problems(), plan.stream().map(PlanLine::text).toList(), deployed);
    }

    private static boolean invalid(Compilation compilation) {
        return compilation.problems().stream().anyMatch(Problem::fatal);
    }

    private static CommitStatus.State state(boolean good) {
        return good ? CommitStatus.State.SUCCESS : CommitStatus.State.FAILURE;
    }
}
