package io.headrace.agent;

import io.headrace.agent.Lookup.Found;
import io.headrace.agent.Lookup.Unset;
import io.headrace.model.InstanceKey;
import io.headrace.model.RunState;
import java.time.Duration;
import java.util.OptionalLong;
import java.util.function.Supplier;

/**
 * One request of a {@code get}, which waits for its value. The clock of its timeout runs only while the key's owner
 * executes and begins anew for each generation of it; since one request waits a minute at most, the clock travels with
 * the answer and comes back with the next request.
 */
final class BlockingGet {

    private static final Duration POLL = Duration.ofSeconds(55);

    private final ParameterSpace parameters;
    private final AgentSignals signals;
    private final Supplier<RunState> run;
    private final InstanceKey asker;
    private final ParameterKey key;
    private final Request request;
    private final OptionalLong timeout;
    private long leftMillis;
    private String owner = "";

    /** @param run reads the run as it is now */
    BlockingGet(ParameterSpace parameters, AgentSignals signals, Supplier<RunState> run, Request request) {
        this.parameters = parameters;
        this.signals = signals;
        this.run = run;
        this.request = request;
        asker = request.key();
        key = ParameterKey.parse(request.required("key"));
        timeout = request.number("timeout");
        leftMillis = timeout.orElse(0) * 1000;
        String[] clock = request.field("clock").split(" ", 2);
        if (clock.length == 2 && clock[0].matches("-?[0-9]{1,15}")) {
            leftMillis = Long.parseLong(clock[0]);
            owner = clock[1];
        }
    }

    Answer answer() {
        long end = System.nanoTime() + POLL.toNanos();
        try (AgentSignals.Listener listener = signals.listen()) {
            listener.to(asker.run());
            while (true) {
                RunState state = run.get();
                ParameterDesk.requireNoAbort(state, request);
                switch (parameters.look(state, asker, key)) {
                    case Found(String value) -> {
                        return Answer.value(value);
                    }
                    case Unset unset -> {
                        boolean heardAll = unset.awaited().stream().filter(listener::to).count() == 0;
                        if (!heardAll && !request.flag("no-wait")) {
                            // It may have been set before we listened.
                            continue;
                        }
                        long pollMillis = (end - System.nanoTime()) / 1_000_000;
                        OptionalLong wait = next(state, unset, pollMillis);
                        if (wait.isEmpty()) {
                            return Answer.of(Answer.ASK_AGAIN, leftMillis + " " + owner);
                        }
                        if (request.flag("no-wait")) {
                            return Answer.of(Answer.NOTHING, "not set");
                        }
                        await(listener, unset, wait.getAsLong());
                    }
                }
            }
        }
    }

    /** How long to wait, in milliseconds; empty when the agent has to ask again. */
    private OptionalLong next(RunState state, Unset unset, long pollMillis) {
        if (request.flag("no-wait")) {
            return OptionalLong.of(0);
        }
        if (!unset.owner().equals(owner)) {
            owner = unset.owner();
            leftMillis = timeout.orElse(0) * 1000;
        }
        if (timeout.isEmpty() && (state.attempt() == null || !state.attempt().open())) {
            throw new RefusedException(Answer.ENDED, named() + " is not set, and the attempt has ended");
        }
        boolean running = timeout.isPresent() && unset.executing();
        if (running && leftMillis <= 0) {
            throw new RefusedException(Answer.NOT_SET,
                    named() + " was not set within " + timeout.getAsLong() + " seconds");
        }
        if (pollMillis <= 0 || signals.closed() || Thread.currentThread().isInterrupted()) {
            return OptionalLong.empty();
        }
        return OptionalLong.of(running ? Math.min(pollMillis, leftMillis) : pollMillis);
    }

    private void await(AgentSignals.Listener listener, Unset unset, long millis) {
        long start = System.nanoTime();
        listener.await(Duration.ofMillis(millis));
        if (unset.executing()) {
            leftMillis -= (System.nanoTime() - start) / 1_000_000;
        }
    }

    private String named() {
        return request.field("key");
    }
}
