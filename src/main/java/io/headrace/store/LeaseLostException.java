package io.headrace.store;

/** The lease is not in force any more: somebody else owns the run, and the holder must stop without a word. */
public final class LeaseLostException extends RuntimeException {
    private static final long serialVersionUID = 1L;

    LeaseLostException(Lease lease) {
        super("the lease " + lease.fence() + " of " + lease.owner() + " on " + lease.run() + " is lost");
    }
}
