package io.headrace.model;

import java.util.List;

/** A push to a hosted repository before or after its refs moved; options are those of {@code git push -o}. */
public record Push(RepositoryKey repository, Principal principal, List<RefChange> changes, List<String> options) {

    public Push {
        changes = List.copyOf(changes);
        options = List.copyOf(options);
    }

    public boolean has(String option) {
        return options.contains(option);
    }
}
