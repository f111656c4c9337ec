package io.headrace.reconcile;

import io.headrace.model.Declaration;
import io.headrace.model.DesiredState;
import io.headrace.model.Instance;
import io.headrace.model.RunState;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
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
    static List<String> refuse(Collection<RunState> runs, DesiredState wanted, int allowed) {
        List<RunState> living = runs.stream().filter(Guards::lives).toList();
        List<RunState> ending = living.stream().filter(run -> !wanted.runs().containsKey(run.key().name())).toList();
        List<String> reasons = new ArrayList<>();
        for (RunState run : ending) {
            Declaration declaration = run.declaration();
            if (declaration != null && declaration.policy().protect()) {
                reasons.add("run '" + run.key().name()
                        + "' is protected: first push a commit that sets its spec.protect to false");
            }
        }
        boolean all = !ending.isEmpty() && ending.size() == living.size();
        boolean most = living.size() > FEW && ending.size() * 2 > living.size();
        if ((all || most) && allowed < ending.size()) {
            reasons.add("this would end " + ending.size() + " of " + living.size() + " living runs ("
                    + names(ending) + "); if that is meant, push with -o allow-destroy=" + ending.size()
                    + " or add the trailer 'Headrace-Allow-Destroy: " + ending.size() + "' to the commit");
        }
        return List.copyOf(reasons);
    }

    /** The reason why a tenant may not have so many instances, or none. */
    static List<String> quota(String tenant, int limit, int elsewhere, DesiredState wanted) {
        int here = wanted.runs().values().stream().mapToInt(Declaration::replicas).sum();
        if (here + elsewhere <= limit) {
            return List.of();
        }
        return List.of("tenant '" + tenant + "' may have " + limit + " instances; this commit wants " + here
                + (elsewhere == 0 ? "" : " beside " + elsewhere + " in other repositories")
                + ": lower replicas, or ask the operator for a higher limits.instances");
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
