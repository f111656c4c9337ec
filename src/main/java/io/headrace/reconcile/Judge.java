package io.headrace.reconcile;

import io.headrace.blueprint.Compilation;
import io.headrace.git.Repositories;
import io.headrace.model.Plural;
import io.headrace.model.Problem;
import io.headrace.model.Push;
import io.headrace.model.RefChange;
import io.headrace.model.RepositorySettings;
import io.headrace.model.RunState;
import io.headrace.plan.PlanLine;
import io.headrace.store.Runs;
import java.util.ArrayList;
import java.util.List;

/** Compiles and plans what a branch is to hold: what the pusher is shown, and why it is refused. It only reads. */
final class Judge {

    private final Repositories repositories;
    private final Compilers compilers;
    private final Forecast forecast;
    private final Runs runs;
    private final Traces traces;

    /**
     * What came of it.
     *
     * @param refusal empty when the branch may move
     * @param lines for the pusher's terminal
     */
    record Verdict(String refusal, List<String> lines) {

        Verdict {
            lines = List.copyOf(lines);
        }
    }

    Judge(Repositories repositories, Compilers compilers, Forecast forecast, Runs runs, Traces traces) {
        this.repositories = repositories;
        this.compilers = compilers;
        this.forecast = forecast;
        this.runs = runs;
        this.traces = traces;
    }

    Verdict judge(RepositorySettings repository, Push push, RefChange change, String commit) {
        List<String> lines = new ArrayList<>();
        boolean deployed = change.ref().equals(repository.ref());
        Compilation compilation = compilers.compile(repository, commit, traces);
        compilation.problems().forEach(problem -> lines.add(problem.toString()));
        int errors = (int) compilation.problems().stream().filter(Problem::fatal).count();
        if (errors > 0) {
            String found = Plural.of(errors, "problem") + " in the blueprints";
            if (!deployed) {
                lines.add(found + "; branch accepted, it is not the deployed one");
            }
            return new Verdict(deployed ? found : "", lines);
        }
        forecast.unset(repository.key(), compilation).forEach(warning -> lines.add(warning.toString()));
        List<RunState> before = runs.states(repository.key());
        List<PlanLine> plan = traces.timed(repository.key(), commit, "plan",
                () -> forecast.plan(repository.key(), before, compilation.desired()));
        for (PlanLine line : plan) {
            lines.add((deployed ? "" : "would: ") + line.text());
        }
        String refusal = guard(repository, push, commit, before, compilation);
        if (push.has("plan")) {
            return new Verdict("plan only (-o plan), nothing was changed"
                    + (refusal.isEmpty() ? "" : "; it would be refused: " + refusal), lines);
        }
        if (!deployed) {
            lines.add(change.ref() + " is not the deployed branch, which is " + repository.branch()
                    + ": nothing is deployed" + (refusal.isEmpty() ? "" : "; it would be refused: " + refusal));
        }
        return new Verdict(deployed ? refusal : "", lines);
    }

    private String guard(RepositorySettings repository, Push push, String commit, List<RunState> before,
            Compilation compilation) {
        int allowed = Math.max(Allowance.of(push.options()),
                Allowance.of(repositories.commit(repository.key(), commit)));
        return String.join("; ", forecast.refusals(repository, before, compilation.desired(), allowed));
    }
}
