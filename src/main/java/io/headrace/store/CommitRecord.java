package io.headrace.store;

import io.headrace.model.Principal;
import io.headrace.model.Problem;
import io.headrace.model.RepositoryKey;
import java.time.Instant;
import java.util.List;

/**
 * A commit that was asked about: the tip of a ref when it was received.
 *
 * @param principal who brought it
 * @param title first line of its message
 * @param problems what is wrong or doubtful in its blueprints
 * @param plan what it does, or would do, in one line per run
 * @param deployed whether it came on the deployed branch
 */
public record CommitRecord(RepositoryKey repository, String id, String ref, Principal principal, Instant receivedAt,
        String title, List<Problem> problems, List<String> plan, boolean deployed) {
    public CommitRecord {
        problems = List.copyOf(problems);
        plan = List.copyOf(plan);
    }
}
