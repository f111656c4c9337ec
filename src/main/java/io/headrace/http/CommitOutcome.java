package io.headrace.http;

import io.headrace.model.CommitStatus;
import io.headrace.model.CommitStatus.State;
import io.headrace.store.CommitRecord;
import io.headrace.store.StatusRow;
import java.util.List;
import java.util.Optional;

/**
 * What all statuses of a commit come to: pending until none of them is and no other can follow, then failure when one of
 * them is no success.
 */
record CommitOutcome(String state, boolean finished) {

    /**
     * What is known of a commit.
     *
     * @param coming whether it is the tip of the deployed branch and not looked at yet
     * @param looked the commit of the deployed branch that was looked at last; all its runs have their statuses
     */
    static CommitOutcome of(CommitRecord commit, List<StatusRow> latest, boolean coming,
            Optional<CommitRecord> looked) {
        List<CommitStatus> told = latest.stream().map(StatusRow::status).toList();
        boolean failed = told.stream().anyMatch(one -> one.state() == State.FAILURE || one.state() == State.ERROR);
        boolean refused = told.stream()
                .anyMatch(one -> one.context().equals(CommitStatus.PREFIX) && one.state().terminal()
                        && one.state() != State.SUCCESS);
        boolean reached = looked.filter(tip -> tip.id().equals(commit.id())
                || tip.receivedAt().isAfter(commit.receivedAt())).isPresent();
        boolean whole = !coming && (!commit.deployed() || refused || reached);
        boolean ended = !told.isEmpty() && told.stream().allMatch(one -> one.state().terminal());
        if (!whole || !ended) {
            return new CommitOutcome("pending", false);
        }
        return new CommitOutcome(failed ? "failure" : "success", true);
    }
}
