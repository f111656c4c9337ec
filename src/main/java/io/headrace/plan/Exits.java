package io.headrace.plan;

import io.headrace.model.Attempt;
import io.headrace.model.Instance;
import io.headrace.model.InstanceState;
import io.headrace.model.Recipe;
import io.headrace.model.RecipeStep;
import io.headrace.model.Step;
import java.util.List;
import java.util.Map;

/** What the end of a recipe makes of its instance. */
final class Exits {

    private static final int LINE_LENGTH = 1000;

    private Exits() {}

    static void exited(Draft draft, Instance one, Step step, int exitCode, String lastLine) {
        if (!step.open()) {
            return;
        }
        if (exitCode == 0) {
            draft.put(Steps.replace(one, step.with(Step.Status.SUCCEEDED, 0)));
        } else if (step.status() == Step.Status.ENDING) {
            draft.put(Steps.replace(one, step.with(Step.Status.ENDED, exitCode)));
        } else {
            failed(draft, one, step.with(Step.Status.FAILED, exitCode), lastLine);
        }
    }

    private static void failed(Draft draft, Instance one, Step step, String lastLine) {
        Instance next = Steps.replace(one, step);
        if (Steps.report(step) && (one.removing() || one.state() != InstanceState.REPORTING)) {
            // Nothing depends on a report that is collected of what ends or has failed anyway; the timeline tells it.
            draft.put(next);
            return;
        }
        String line = Text.atMost(lastLine.strip(), LINE_LENGTH);
        String message = "`" + step.kind().key() + "` failed on " + one.slot() + " with exit code " + step.exitCode()
                + (line.isEmpty() ? "" : ": " + line);
        next = Steps.dropWaiting(next, other -> !Steps.report(other) || !one.removing());
        if (!draft.attempt().map(Attempt::open).orElse(false) && !one.removing() && !Steps.report(step)) {
            next = Steps.append(next, reports(draft, one), draft.attemptNumber(), Map.of());
        }
        draft.put(next.withState(InstanceState.FAILED).withMessage(message));
    }

    private static List<Recipe> reports(Draft draft, Instance one) {
        return draft.node(one.slot()).map(node -> node.software().recipes(RecipeStep.REPORT)).orElse(List.of());
    }
}
