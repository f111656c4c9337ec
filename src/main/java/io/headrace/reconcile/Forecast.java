package io.headrace.reconcile;

import io.headrace.blueprint.Compilation;
import io.headrace.model.DesiredState;
import io.headrace.model.Problem;
import io.headrace.model.RepositoryKey;
import io.headrace.model.RepositorySettings;
import io.headrace.model.RunState;
import io.headrace.model.Settings;
import io.headrace.plan.PlanLine;
import io.headrace.plan.Preview;
import io.headrace.store.Runs;
import io.headrace.store.SecretRow;
import io.headrace.store.SecretRows;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.function.Supplier;
import java.util.stream.Collectors;

/** What a commit would do to the runs of its repository, and why it may not. */
final class Forecast {

    private final Runs runs;
    private final SecretRows secrets;
    private final Supplier<Settings> settings;

    Forecast(Runs runs, SecretRows secrets, Supplier<Settings> settings) {
        this.runs = runs;
        this.secrets = secrets;
        this.settings = settings;
    }

    /** One line a run that is declared now or would be, in the order of their names. */
    List<PlanLine> plan(RepositoryKey repository, Collection<RunState> before, DesiredState wanted) {
        SortedMap<String, RunState> known = new TreeMap<>();
        wanted.runs().keySet().forEach(name -> known.put(name, RunState.fresh(repository.run(name))));
        for (RunState run : before) {
            if (run.declared() || wanted.runs().containsKey(run.key().name())) {
                known.put(run.key().name(), run);
            }
        }
        return known.values()
                .stream()
                .flatMap(run -> Preview.lines(run, Optional.ofNullable(wanted.runs().get(run.key().name()))).stream())
                .toList();
    }

    /** Warns of secrets that nobody has set: the runs may be declared, and wait for them. */
    List<Problem> unset(RepositoryKey repository, Compilation compilation) {
        if (compilation.secrets().isEmpty()) {
            return List.of();
        }
        Set<String> known = secrets.of(repository.tenant()).stream().map(SecretRow::name).collect(Collectors.toSet());
        return compilation.secrets()
                .stream()
                .filter(use -> !known.contains(use.name()))
                .map(use -> Problem.warning(use.path(), use.line(), use.column(), "secret '" + use.name()
                        + "' is not set, and what needs it waits: run `headrace secret set " + use.name() + "`"))
                .toList();
    }

    /** The reasons why it must not be applied: guards and the tenant's limits. */
    List<String> refusals(RepositorySettings repository, Collection<RunState> before, DesiredState wanted,
            int allowed) {
        List<String> reasons = new ArrayList<>(Guards.refuse(repository, before, wanted, allowed));
        String tenant = repository.key().tenant();
        settings.get()
                .tenant(tenant)
                .ifPresent(limits -> reasons.addAll(
                        Guards.quota(tenant, limits.maxInstances(), runs.desired(tenant), before, wanted)));
        return List.copyOf(reasons);
    }
}
