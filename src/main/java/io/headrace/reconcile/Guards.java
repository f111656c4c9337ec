package io.headrace.reconcile;

import io.headrace.model.Declaration;
import io.headrace.model.DesiredState;
import io.headrace.model.Instance;
import io.headrace.model.Plural;
import io.headrace.model.RepositorySettings;
import io.headrace.model.RunState;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import java.util.stream.Collectors;

/** What no commit may do by accident: end most runs, end a protected one, exceed the tenant's instances. Pure. */
final class Guards {

    private static final int FEW = 3;

    private Guards() {}

    /**
     * The reasons why the wanted state must not be applied to these runs of its repository; none when it may.
     *
     * @param allowed how many runs the pusher or the commit allows to end
     */
    static List<String> refuse(RepositorySettings repository, Collection<RunState> runs, DesiredState wanted,
            int allowed) {
        List<RunState> ending = runs.stream()
                .filter(run -> run.declared() && !wanted.runs().containsKey(run.key().name()))
                .toList();
        List<String> reasons = new ArrayList<>();
        for (RunState run : ending) {
            // What a rollback put in force may be older: the last commit that was applied counts.
            if (run.asked().filter(declaration -> declaration.policy().protect()).isPresent()) {
                reasons.add("run '" + run.key().name()
                        + "' is protected: first push a commit that sets its spec.protect to false");
            }
        }
        int living = (int) runs.stream().filter(Guards::lives).count();
        List<RunState> dying = ending.stream().filter(Guards::lives).toList();
        boolean all = !dying.isEmpty() && dying.size() == living;
        boolean most = living > FEW && dying.size() * 2 > living;
        if ((all || most) && allowed < dying.size()) {
            reasons.add(nothingThere(repository, wanted) + "this would end " + dying.size() + " of " + living
                    + " living runs (" + names(dying) + "); if that is meant, "
                    + (repository.hosted() ? "push with -o allow-destroy=" + dying.size() + " or " : "")
                    + "add the trailer 'Headrace-Allow-Destroy: " + dying.size() + "' to the commit");
        }
        return List.copyOf(reasons);
    }

    /** A wrong path is the usual cause of a commit without any run. */
    private static String nothingThere(RepositorySettings repository, DesiredState wanted) {
        return wanted.runs().isEmpty() && !repository.path().equals(".")
                ? "there is no run below the configured path '" + repository.path() + "'; "
                : "";
    }

    /**
     * The reason why the tenant may not run so many instances, or none. What does not raise their number is allowed, also
     * when a lowered limit is exceeded already.
     *
     * @param now how many instances the tenant's runs want now, over all its repositories
     */
    static List<String> quota(String tenant, int limit, int now, Collection<RunState> before, DesiredState wanted) {
        int would = now - before.stream().mapToInt(RunState::desired).sum() + wanted(before, wanted);
        if (would <= limit || would <= now) {
            return List.of();
        }
        return List.of("would run " + Plural.of(would, "instance") + "; tenant " + tenant + " may run " + limit
                + " (now " + now
                + "): lower replicas, or ask the operator for a higher limits.instances");
    }

    /** A run that is done and stays as it is declared wants nothing. */
    private static int wanted(Collection<RunState> before, DesiredState wanted) {
        Map<String, RunState> known = before.stream()
                .collect(Collectors.toMap(run -> run.key().name(), Function.identity()));
        int sum = 0;
        for (Declaration declaration : wanted.runs().values()) {
            RunState run = known.get(declaration.name());
            sum += run != null && run.declared()
                    && run.asked().filter(last -> last.hash().equals(declaration.hash())).isPresent()
                            ? run.desired()
                            : declaration.replicas();
        }
        return sum;
    }

    private static boolean lives(RunState run) {
        return run.declared() && run.instances().stream().anyMatch(Guards::hasMachine);
    }

    private static boolean hasMachine(Instance instance) {
        return instance.machineId() != null || instance.intent() != null;
    }

    private static String names(List<RunState> runs) {
        String shown = runs.stream().limit(5).map(run -> run.key().name()).collect(Collectors.joining(", "));
        return runs.size() > 5 ? shown + ", ..." : shown;
    }
}
