package io.headrace.agent;

import io.headrace.model.InstanceKey;
import io.headrace.model.RecipeStep;
import io.headrace.model.RunState;
import io.headrace.model.Step;
import io.headrace.model.Wake;
import io.headrace.plan.Adoption;
import io.headrace.plan.Facts;
import io.headrace.plan.Recollection;
import io.headrace.store.Runs;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * Takes what agents remember of a history that the server has lost: the values that were set on their machines, one
 * each, and then all their steps, with which they are bound. Only an instance that was adopted is asked for it.
 */
final class RecallDesk {

    private final Runs runs;
    private final ParameterSpace parameters;
    private final Wake wake;
    private final InstantSource clock;

    RecallDesk(Runs runs, ParameterSpace parameters, Wake wake, InstantSource clock) {
        this.runs = runs;
        this.parameters = parameters;
        this.wake = wake;
        this.clock = clock;
    }

    /** Whether the agent of this instance is to tell what it remembers. */
    static boolean waits(RunState state, InstanceKey key) {
        return state.instance(key.slot(), key.generation()).filter(Adoption::waits).isPresent();
    }

    Answer recall(RunState state, Request request) {
        if (!waits(state, request.key())) {
            return Answer.ok("known");
        }
        if (request.flag("steps")) {
            return steps(request);
        }
        ParameterKey key = ParameterKey.parse(request.required("name"));
        parameters.recall(state, request.required("scope"), key, request.text(), request.number("at").orElse(0));
        return Answer.ok("kept");
    }

    private Answer steps(Request request) {
        InstanceKey key = request.key();
        List<Recollection> told = new ArrayList<>();
        for (String line : request.text().lines().toList()) {
            recollection(key, line.split(" ", -1)).ifPresent(told::add);
        }
        Instant now = clock.instant();
        runs.update(key.run(), state -> Facts.recalled(state, key.slot(), key.generation(), told, now));
        wake.run(key.run());
        return Answer.ok("bound");
    }

    /** A line {@code ID KIND CODE MEMO}; the code of a step that runs is a dash. Others are passed over. */
    private static Optional<Recollection> recollection(InstanceKey key, String[] words) {
        if (words.length != 4 || !words[0].matches("\\Q" + key.slot() + ":" + key.generation() + "\\E:[1-9][0-9]{0,8}")
                || !words[2].matches("-|[0-9]{1,3}")) {
            return Optional.empty();
        }
        try {
            Memo memo = Memo.parse(words[3]);
            RecipeStep kind = RecipeStep.parse(words[1]);
            @Nullable
            Integer code = words[2].equals("-") ? null : Integer.valueOf(words[2]);
            if (code != null && code > AgentProtocol.MOST_EXIT_CODE) {
                return Optional.empty();
            }
            Step step = new Step(words[0], kind, memo.component(), memo.script(), 0, memo.environment(), status(code),
                    code);
            return Optional.of(new Recollection(step, memo.software(), memo.round(), memo.deployed()));
        } catch (IllegalArgumentException notOurs) {
            return Optional.empty();
        }
    }

    private static Step.Status status(@Nullable Integer code) {
        if (code == null) {
            return Step.Status.RUNNING;
        }
        return code == 0 ? Step.Status.SUCCEEDED : Step.Status.FAILED;
    }
}
