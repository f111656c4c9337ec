package io.headrace.model;

/** What a commit is told under one context: {@code headrace} or {@code headrace/shop/lamp}. */
public record CommitStatus(String commit, String context, State state, String description) {

    public CommitStatus {
        description = Plain.of(description);
    }

    /** The states of GitHub's commit statuses. */
    public enum State {
        PENDING, SUCCESS, FAILURE, ERROR;

        public boolean terminal() {
            return this != PENDING;
        }
    }

    public static final String PREFIX = "headrace";
}
