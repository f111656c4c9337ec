package io.headrace.blueprint;

import io.headrace.model.DesiredState;
import io.headrace.model.Problem;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/**
 * What the compiler says of one commit.
 *
 * @param problems errors and warnings in file order
 * @param desired what the commit wants; nothing when there is an error
 * @param secrets where its runs name secrets, in file order; of very many the first
 */
public record Compilation(List<Problem> problems, DesiredState desired, List<SecretUse> secrets) {

    public Compilation {
        problems = List.copyOf(problems);
        secrets = List.copyOf(secrets);
    }

    /** A commit that is refused. */
    public static Compilation refused(List<Problem> problems) {
        return new Compilation(problems, new DesiredState(new TreeMap<>(), Map.of()), List.of());
    }

    /** Whether the commit may be applied. */
    public boolean valid() {
        return problems.stream().noneMatch(Problem::fatal);
    }
}
