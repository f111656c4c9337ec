package io.headrace.reconcile;

/** The moments between two effects at which a kill is most telling; the one list that the crash tests walk. */
public enum CrashPoint {
    /** The push is judged and stored, its refs have not moved. */
    PUSH_STORED,
    /** A tip was compiled, nothing of it is stored. */
    TIP_COMPILED,
    /** One run of the commit is declared, others are not. */
    RUN_DECLARED,
    /** All runs are declared, the tip is not yet marked as applied. */
    RUNS_DECLARED,
    /** The tip is marked as applied, its push is still pending. */
    TIP_APPLIED,
    /** A plan is stored, none of its acts has begun. */
    PLAN_STORED,
    /** The exact request of a create is stored, the call not made. */
    REQUEST_STORED,
    /** The cloud has made the machine, nobody wrote it down. */
    MACHINE_CREATED,
    /** The machine is written down. */
    MACHINE_STORED,
    /** The delete is about to be called. */
    DELETE_PLANNED,
    /** The cloud has deleted the machine, nobody wrote it down. */
    MACHINE_DELETED,
    /** The machine's end is written down. */
    DELETION_STORED,
    /** A status was delivered, the outbox still holds it. */
    STATUS_DELIVERED
}
