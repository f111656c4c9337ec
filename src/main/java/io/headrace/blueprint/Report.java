package io.headrace.blueprint;

import io.headrace.model.Known;
import io.headrace.model.Problem;
import io.headrace.yaml.Position;
import java.util.Collection;
import java.util.List;
import java.util.TreeSet;

/** Collects what is to be said of one commit, each once, in file order: its problems, and which secrets it names. */
final class Report {

    private final TreeSet<Problem> found = new TreeSet<>();
    private final TreeSet<SecretUse> secrets = new TreeSet<>();
    private final int most;

    Report(int most) {
        this.most = most;
    }

    void error(String path, Position at, String message) {
        found.add(Problem.error(Known.printable(path), at.line(), at.column(), message));
    }

    void warning(String path, Position at, String message) {
        found.add(Problem.warning(Known.printable(path), at.line(), at.column(), message));
    }

    /** Takes problems that were found without knowing the path. */
    void addAll(String path, Collection<Problem> problems) {
        problems.forEach(one -> found
                .add(new Problem(Known.printable(path), one.line(), one.column(), one.severity(), one.message())));
    }

    void secret(String path, Value.SecretName use) {
        secrets.add(new SecretUse(Known.printable(path), use.at().line(), use.at().column(), use.name()));
    }

    List<SecretUse> secrets() {
        return secrets.stream().limit(most).toList();
    }

    boolean fatal() {
        return found.stream().anyMatch(Problem::fatal);
    }

    /** The problems; of very many the first, errors before warnings. */
    List<Problem> list() {
        if (found.size() <= most) {
            return List.copyOf(found);
        }
        List<Problem> errors = found.stream().filter(Problem::fatal).limit(most).toList();
        List<Problem> warnings = found.stream().filter(one -> !one.fatal()).limit(most - errors.size()).toList();
        TreeSet<Problem> kept = new TreeSet<>(errors);
        kept.addAll(warnings);
        Problem last = kept.last();
        Problem more = new Problem(last.path(), last.line(), last.column(), last.severity(),
                "~ and " + (found.size() - kept.size()) + " more problems, which are not listed");
        kept.add(more);
        return List.copyOf(kept);
    }
}
