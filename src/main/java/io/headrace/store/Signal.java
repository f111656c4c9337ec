package io.headrace.store;

import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Tells subscribers, after a commit, that it brought events. Raised and sent by the writer's thread alone. */
final class Signal {
    private static final Logger LOG = LoggerFactory.getLogger(Signal.class);

    private final List<Runnable> subscribers = new CopyOnWriteArrayList<>();
    private boolean raised;

    Subscription subscribe(Runnable subscriber) {
        // A wrapper, so that closing one subscription of a Runnable leaves another of the same.
        Runnable own = () -> subscriber.run();
        subscribers.add(own);
        return () -> subscribers.remove(own);
    }

    void raise() {
        raised = true;
    }

    void send() {
        if (!raised) {
            return;
        }
        raised = false;
        for (Runnable one : subscribers) {
            try {
                // The top of a worker for foreign code: what a subscriber throws must not end the writer for all.
                one.run();
            } catch (RuntimeException e) {
                LOG.error("A subscriber to events failed", e);
            }
        }
    }
}
