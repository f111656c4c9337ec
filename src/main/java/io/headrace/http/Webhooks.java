package io.headrace.http;

import io.headrace.model.Secret;
import java.util.List;

/** What takes the deliveries of webhooks once their signature was found right. */
public interface Webhooks {

    /** The secrets that may sign for the hook with that id (two while one is rotated); empty: there is no such hook. */
    List<Secret> secrets(String id);

    /**
     * Stores the delivery durably, then returns: the sender is answered after that. One that is known by its id is
     * taken once. Its body is a hint that something moved, not input, and is not kept.
     */
    void accept(String id, String deliveryId);
}
