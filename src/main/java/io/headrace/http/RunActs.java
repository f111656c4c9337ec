package io.headrace.http;

import io.headrace.model.Principal;
import io.headrace.model.RunKey;
import java.util.Optional;

/** What people may do to a run without a commit. */
public interface RunActs {

    /** Why an act was not carried out: a stable code and a sentence. */
    record Refusal(String code, String message) {}

    /** Aborts the open attempt; an empty reason says who did it. */
    Optional<Refusal> abort(RunKey run, Principal by, String reason);

    /** Takes an abort back by a new attempt. */
    Optional<Refusal> resume(RunKey run, Principal by);

    /** Tries the same commit again. */
    Optional<Refusal> rerun(RunKey run, Principal by);
}
