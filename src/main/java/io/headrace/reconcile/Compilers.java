package io.headrace.reconcile;

import io.headrace.blueprint.Compilation;
import io.headrace.blueprint.Compiler;
import io.headrace.git.InvalidTreeException;
import io.headrace.git.Repositories;
import io.headrace.git.RepositoryLimitException;
import io.headrace.model.DesiredState;
import io.headrace.model.Problem;
import io.headrace.model.RepositorySettings;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.Function;

/** Compiles commits: for each tenant with the connectors that it may use. */
final class Compilers {

    private final Repositories repositories;
    private final Function<String, Compiler> tenants;

    Compilers(Repositories repositories, Function<String, Compiler> tenants) {
        this.repositories = repositories;
        this.tenants = tenants;
    }

    /** What the commit wants, or its problems; a bound that it breaks is a problem too. */
    Compilation compile(RepositorySettings repository, String commit) {
        Compiler compiler = tenants.apply(repository.key().tenant());
        try {
            return compiler.compile(repositories.tree(repository.key(), commit, repository.path()));
        } catch (RepositoryLimitException tooMuch) {
            return refused(tooMuch.problems());
        } catch (InvalidTreeException hostile) {
            return refused(hostile.problems());
        }
    }

    private static Compilation refused(List<Problem> problems) {
        return new Compilation(problems, new DesiredState(new TreeMap<>(), Map.of()));
    }
}
