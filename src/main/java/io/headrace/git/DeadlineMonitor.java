package io.headrace.git;

import java.time.Instant;
import java.time.InstantSource;
import org.eclipse.jgit.lib.EmptyProgressMonitor;

/** Stops work of JGit when its time is over. */
final class DeadlineMonitor extends EmptyProgressMonitor {

    private final InstantSource clock;
    private final Instant deadline;

    DeadlineMonitor(InstantSource clock, Instant deadline) {
        this.clock = clock;
        this.deadline = deadline;
    }

    @Override
    public boolean isCancelled() {
        return clock.instant().isAfter(deadline);
    }
}
