package io.headrace.reconcile;

import io.headrace.blueprint.Compilation;
import io.headrace.blueprint.Compiler;
import io.headrace.blueprint.Place;
import io.headrace.git.InvalidTreeException;
import io.headrace.git.Repositories;
import io.headrace.git.RepositoryLimitException;
import io.headrace.model.Cloud;
import io.headrace.model.Plural;
import io.headrace.model.RepositorySettings;
import java.util.List;
import java.util.Map;
import java.util.Optional;
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
        try {
            return of(repository).compile(repositories.tree(repository.key(), commit, repository.path()));
        } catch (RepositoryLimitException tooMuch) {
            return Compilation.refused(tooMuch.problems());
        } catch (InvalidTreeException hostile) {
            return Compilation.refused(hostile.problems());
        }
    }

    /** The same, traced as a part of what comes of the commit. */
    Compilation compile(RepositorySettings repository, String commit, Traces traces) {
        return traces.timed(repository.key(), commit, "compile", Map.of(), () -> compile(repository, commit),
                found -> found.valid() ? "" : Plural.of(found.problems().size(), "problem"));
    }

    /** Where a commit that compiles declares the run. */
    Optional<Place> place(RepositorySettings repository, String commit, String run) {
        return of(repository).place(repositories.tree(repository.key(), commit, repository.path()), run);
    }

    /** The Clouds that a commit declares; none when its files cannot be used at all. */
    List<Cloud> clouds(RepositorySettings repository, String commit) {
        try {
            return of(repository).clouds(repositories.tree(repository.key(), commit, repository.path()));
        } catch (RepositoryLimitException | InvalidTreeException _) {
            return List.of();
        }
    }

    private Compiler of(RepositorySettings repository) {
        return tenants.apply(repository.key().tenant());
    }
}
