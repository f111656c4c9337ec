package io.headrace.reconcile;

import io.headrace.model.Attempt;
import io.headrace.model.RepositoryKey;
import io.headrace.model.RunKey;
import io.headrace.model.RunState;
import org.slf4j.MDC;

/** Marks the lines of the log that a thread of the loop writes: whose they are, and of which run and attempt. */
final class Marked implements AutoCloseable {

    private static final String TENANT = "tenant";
    private static final String REPOSITORY = "repository";
    private static final String RUN = "run";
    private static final String ATTEMPT = "attempt";

    private Marked() {}

    /** No marks at all. */
    static Marked nothing() {
        return new Marked();
    }

    /** Until it is closed, this thread's lines are of the repository. */
    static Marked by(RepositoryKey repository) {
        MDC.put(TENANT, repository.tenant());
        MDC.put(REPOSITORY, repository.name());
        return new Marked();
    }

    /** The same of a run. */
    static Marked by(RunKey run) {
        Marked marked = by(run.repositoryKey());
        MDC.put(RUN, run.name());
        return marked;
    }

    /** The same of an attempt, once it is known which one is the latest. */
    static void attempt(RunState state) {
        Attempt attempt = state.attempt();
        if (attempt != null) {
            MDC.put(ATTEMPT, Integer.toString(attempt.number()));
        }
    }

    /** The same of what is done for an instance: its number is the attempt's that asked for it. */
    static Marked by(RunKey run, int attempt) {
        Marked marked = by(run);
        MDC.put(ATTEMPT, Integer.toString(attempt));
        return marked;
    }

    @Override
    public void close() {
        MDC.remove(TENANT);
        MDC.remove(REPOSITORY);
        MDC.remove(RUN);
        MDC.remove(ATTEMPT);
    }
}
