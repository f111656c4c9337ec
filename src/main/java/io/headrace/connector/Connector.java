package io.headrace.connector;

import io.headrace.model.Observed;
import java.time.Duration;
import java.util.List;

/**
 * One open account of a cloud.
 *
 * <p>Its methods block, are called from many (virtual) threads at once, and make as few calls as the cloud allows. They
 * do not retry: a failure is told by {@link CloudException}, and whoever called decides. Being killed between any two
 * instructions of a method must lose nothing that repeating the method does not mend. An interrupt ends a call with
 * {@link CloudException#lost}.
 */
public interface Connector extends AutoCloseable {

    /**
     * Lists every object of the account, ours and not ours. It changes nothing, and is complete: a page that cannot be
     * read is a failure of the whole, as what is missing in the answer counts as absent.
     *
     * @throws CloudException of any kind but {@link CloudException.Kind#QUOTA_EXCEEDED}
     */
    List<Observed> observe();

    /**
     * Makes one machine, or, where client tokens are honoured
     * ({@link io.headrace.model.Capability#CLIENT_TOKENS}), answers a repeated token with the machine it made before,
     * in whatever state that is now. The machine may still be starting, and its address may be unknown yet.
     *
     * @throws CloudException of any kind; {@link CloudException#outcomeUnknown()} says that the machine may come to
     *         exist nevertheless
     */
    Observed.Machine create(CreateRequest request);

    /**
     * Deletes one machine with all that belongs to it alone. One that does not exist (any more, or ever) is a success.
     * The machine may still be observed for a while after.
     *
     * @param machineId as {@link Observed#id()}
     * @throws CloudException of any kind but {@link CloudException.Kind#QUOTA_EXCEEDED}
     */
    void delete(String machineId);

    /**
     * Starts a machine that is stopped, with all that it had; for one that runs it is a success. Declared by
     * {@link io.headrace.model.Capability#START}.
     *
     * @param machineId as {@link Observed#id()}
     * @throws CloudException of any kind; {@link CloudException.Kind#REJECTED} for one that does not exist
     */
    default void start(String machineId) {
        throw CloudException.rejected("machines of this cloud cannot be started again");
    }

    /**
     * Stops a machine and keeps all that it has; for one that is stopped it is a success. Declared by
     * {@link io.headrace.model.Capability#STOP}.
     *
     * @param machineId as {@link Observed#id()}
     * @throws CloudException of any kind; {@link CloudException.Kind#REJECTED} for one that does not exist
     */
    default void stop(String machineId) {
        throw CloudException.rejected("machines of this cloud cannot be stopped");
    }

    /** How long after a create, whose outcome is unknown, its machine may first appear in {@link #observe()}. */
    Duration settleTime();

    /** Gives back what it holds in this process. Machines are not touched. */
    @Override
    void close();
}
