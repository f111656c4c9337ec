package io.headrace.store;

import io.headrace.model.Attempt;
import io.headrace.model.Change;
import io.headrace.model.CommitStatus;
import io.headrace.model.Condition;
import io.headrace.model.Entry;
import io.headrace.model.Phase;
import io.headrace.model.Principal;
import io.headrace.model.RepositoryKey;
import io.headrace.model.Role;
import io.headrace.model.RunKey;
import io.headrace.model.RunState;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/** Values that the tests of the store share. */
final class Samples {
    static final RepositoryKey INFRA = new RepositoryKey("acme", "infra");
    static final RunKey LAMP = INFRA.run("shop/lamp");
    static final Principal ALICE = new Principal("acme", "alice", Role.OWNER);
    static final Instant NOON = Instant.parse("2026-03-01T12:00:00Z");
    static final Condition PENDING = new Condition(Condition.Type.READY, false, "Pending", "waits for its machines");

    /** Open attempts are Pending and due at their deadline, others Ready and never due. */
    static final Projection PROJECTION = new Projection(state -> open(state) ? Phase.PENDING : Phase.READY,
            state -> open(state) ? List.of(PENDING) : List.of(),
            state -> Optional.ofNullable(state.attempt()).filter(Attempt::open).map(Attempt::deadline));

    private Samples() {}

    private static boolean open(RunState state) {
        return state.attempt() != null && state.attempt().open();
    }

    static Attempt attempt(int number, String commit) {
        return attempt(number, commit, NOON.plusSeconds(1800));
    }

    static Attempt attempt(int number, String commit, Instant deadline) {
        return new Attempt(number, commit, ALICE, false, NOON, deadline, null, null, null, null, null);
    }

    /** A change that opens an attempt and tells it. */
    static Change opened(RunState state, int number, String commit) {
        return new Change(state.withAttempt(attempt(number, commit)),
                List.of(status(commit, CommitStatus.State.PENDING, "waiting for 1 machine")),
                List.of(new Entry("attempt.opened", "", "attempt " + number)));
    }

    /** A change that ends the attempt well and tells it. */
    static Change succeeded(RunState state) {
        Attempt attempt = Optional.ofNullable(state.attempt()).orElseThrow();
        return new Change(state.withAttempt(attempt.ended(Attempt.Outcome.SUCCEEDED, "1 of 1 instances ready", NOON)),
                List.of(status(attempt.commit(), CommitStatus.State.SUCCESS, "1 of 1 instances ready")),
                List.of(new Entry("attempt.ended", "", "1 of 1 instances ready")));
    }

    static CommitStatus status(String commit, CommitStatus.State state, String description) {
        return new CommitStatus(commit, "headrace/shop/lamp", state, description);
    }
}
