package io.headrace.reconcile;

import io.headrace.model.Plural;
import io.headrace.model.Problem;
import io.headrace.plan.PlanLine;
import java.util.List;

/** The one line that a commit's status {@code headrace} says. Pure. */
final class Summary {

    private Summary() {}

    static String of(List<Problem> problems, List<String> refusals, List<PlanLine> plan) {
        List<Problem> errors = problems.stream().filter(Problem::fatal).toList();
        if (!errors.isEmpty()) {
            return Plural.of(errors.size(), "problem") + "; first: " + errors.getFirst();
        }
        if (!refusals.isEmpty()) {
            return "refused: " + String.join("; ", refusals);
        }
        if (plan.isEmpty()) {
            return "no runs declared";
        }
        int create = plan.stream().mapToInt(PlanLine::create).sum();
        int update = plan.stream().mapToInt(PlanLine::update).sum();
        int replace = plan.stream().mapToInt(PlanLine::replace).sum();
        int remove = plan.stream().mapToInt(PlanLine::remove).sum();
        return Plural.of(plan.size(), "run") + ": " + create + " to create, " + update + " to update, " + replace
                + " to replace, " + remove + " to remove";
    }
}
