package io.headrace.agent;

import io.headrace.model.Attempt;
import io.headrace.model.InstanceKey;
import io.headrace.model.Principal;
import io.headrace.model.Role;
import io.headrace.model.RunState;
import io.headrace.model.Wake;
import io.headrace.plan.Attempts;
import io.headrace.store.Runs;
import java.security.SecureRandom;
import java.time.Instant;
import java.time.InstantSource;
import java.util.stream.Collectors;

/** What recipes ask through {@code headrace} and the {@code ss-} commands, except to wait. */
final class ParameterDesk {

    private static final String LETTERS = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789";
    private static final int USUAL_LENGTH = 12;

    private final Runs runs;
    private final ParameterSpace parameters;
    private final AgentSignals signals;
    private final Rewiring rewiring;
    private final Wake wake;
    private final InstantSource clock;
    private final SecureRandom random = new SecureRandom();

    ParameterDesk(Runs runs, ParameterSpace parameters, AgentSignals signals, Rewiring rewiring, Wake wake,
            InstantSource clock) {
        this.runs = runs;
        this.parameters = parameters;
        this.signals = signals;
        this.rewiring = rewiring;
        this.wake = wake;
        this.clock = clock;
    }

    /** After an abort recipes learn of it wherever they touch parameters, unless they say that they know. */
    static void requireNoAbort(RunState state, Request request) {
        Attempt attempt = state.attempt();
        if (!request.flag("ignore-abort") && attempt != null && attempt.open() && attempt.aborted()) {
            throw new RefusedException(Answer.CONFLICT, "aborted: " + attempt.abort());
        }
    }

    Answer set(RunState state, Request request) {
        requireNoAbort(state, request);
        ParameterKey key = ParameterKey.parse(request.required("key"));
        String scope = parameters.set(state, request.key(), key, request.text());
        rewiring.renew(state);
        return Answer.ok("set " + scope);
    }

    /** Makes a value that nobody can guess, and sets it where a key is given. */
    Answer random(RunState state, Request request) {
        requireNoAbort(state, request);
        long length = request.number("size").orElse(USUAL_LENGTH);
        if (length < 1 || length > ParameterSpace.MOST_CHARACTERS) {
            throw Request.bad("a random value has 1 to " + ParameterSpace.MOST_CHARACTERS + " characters");
        }
        String value = random.ints(length, 0, LETTERS.length())
                .mapToObj(LETTERS::charAt)
                .map(String::valueOf)
                .collect(Collectors.joining());
        String scope = "nothing";
        if (request.flag("key")) {
            scope = parameters.set(state, request.key(), ParameterKey.parse(request.field("key")), value);
            rewiring.renew(state);
        }
        return Answer.value("set " + scope, value);
    }

    /** Ends the open attempt; a second reason changes nothing. */
    Answer abort(RunState state, Request request) {
        InstanceKey key = request.key();
        if (request.flag("cancel")) {
            return resume(state, key);
        }
        if (state.attempt() == null || !state.attempt().open()) {
            throw new RefusedException(Answer.CONFLICT, "no attempt is open that could be aborted");
        }
        String text = request.text().strip();
        String reason = text.isEmpty() ? "aborted by " + key.slot() : text;
        Instant now = clock.instant();
        runs.update(key.run(), before -> Attempts.abort(before, reason, now));
        tell(key);
        return Answer.ok("aborted");
    }

    private Answer resume(RunState state, InstanceKey key) {
        if (state.attempt() == null || !state.attempt().aborted()) {
            return Answer.ok("there is no abort");
        }
        Principal recipe = new Principal(key.run().tenant(), key.run().name() + "/" + key.slot(), Role.DEVELOPER);
        Instant now = clock.instant();
        runs.update(key.run(), before -> Attempts.resume(before, recipe, now));
        tell(key);
        return Answer.ok("the abort is cleared");
    }

    private void tell(InstanceKey key) {
        signals.run(key.run());
        wake.run(key.run());
    }
}
