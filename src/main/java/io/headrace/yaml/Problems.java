package io.headrace.yaml;

import io.headrace.model.Problem;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;

/** Collects what is wrong in one file; a list, so that a person hears everything at once. */
public final class Problems {

    /** One broken file must not make a list that nobody can read. */
    private static final int MOST = 200;

    private final String path;
    private final List<Problem> found = new ArrayList<>();

    public Problems(String path) {
        this.path = path;
    }

    public void error(Position at, String message) {
        add(Problem.error(path, at.line(), at.column(), message));
    }

    public void warning(Position at, String message) {
        add(Problem.warning(path, at.line(), at.column(), message));
    }

    public void addAll(Collection<Problem> problems) {
        problems.forEach(this::add);
    }

    /** What was found so far, in file order. */
    public List<Problem> list() {
        return found.stream().sorted().toList();
    }

    public boolean fatal() {
        return found.stream().anyMatch(Problem::fatal);
    }

    private void add(Problem problem) {
        if (found.size() < MOST && !found.contains(problem)) {
            found.add(problem);
        }
    }
}
