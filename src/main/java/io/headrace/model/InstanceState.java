package io.headrace.model;

/** Where an instance is in its life. */
public enum InstanceState {
    /** Decided, its machine not yet asked for. */
    PLANNED,
    /** Its machine is being asked for. */
    CREATING,
    /** The machine exists, its agent has not come yet. */
    BOOTING,
    /** The agent is there; recipes run, or wait for the nodes they depend on. */
    EXECUTING,
    /** Its reports are being collected. */
    REPORTING,
    /** All that was asked of it is done. */
    READY,
    /** Its machine is being deleted. */
    REMOVING,
    /** Its machine is gone for good. */
    GONE,
    /** A step or its creation failed; it stays as it is until a new attempt or its removal. */
    FAILED;

    /** Whether a machine may exist, or come to exist. */
    public boolean live() {
        return this != GONE;
    }
}
