package io.headrace.connector;

import java.io.IOException;
import java.io.InterruptedIOException;
import java.time.Duration;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/**
 * Ends all processes of one machine. Its own are those in its control group, if it has one; those that carry its marker in their environment, which every process
 * inherits however often it forks and whatever group or session it joins; further, as a process can drop its environment,
 * those of the session that its main process leads, and descendants of all these. They get TERM, later KILL, until two
 * looks in a row find none: one look alone can miss a process that is born behind it.
 */
final class Termination {

    private static final Duration GIVE_UP = Duration.ofSeconds(30);
    private static final Duration POLL = Duration.ofMillis(10);

    private final Processes processes;
    private final Duration grace;

    /** Processes have {@code grace} from TERM to KILL. */
    Termination(Processes processes, Duration grace) {
        this.processes = processes;
        this.grace = grace;
    }

    /**
     * Returns when none is left.
     *
     * @throws IOException when some cannot be ended, as they belong to another user or hang in the kernel
     */
    void end(String marker, Optional<ProcessIdentity> main, Optional<ControlGroup> group) throws IOException {
        long began = System.nanoTime();
        Set<ProcessIdentity> known = new HashSet<>();
        Set<ProcessIdentity> asked = new HashSet<>();
        for (int clean = 0; clean < 2;) {
            Set<ProcessIdentity> members = members(look(marker, group), main, known);
            clean = members.isEmpty() ? clean + 1 : 0;
            known.addAll(members);
            Duration spent = Duration.ofNanos(System.nanoTime() - began);
            if (spent.compareTo(GIVE_UP) > 0) {
                throw new IOException(members.size() + " of its processes do not end");
            }
            boolean patient = spent.compareTo(grace) < 0;
            if (!patient && group.isPresent()) {
                group.get().kill();
            }
            for (ProcessIdentity one : members) {
                if (!patient) {
                    signal(one, true);
                } else if (asked.add(one)) {
                    signal(one, false);
                }
            }
            await(members, patient ? grace.minus(spent) : Duration.ofMillis(200));
        }
        if (group.isPresent()) {
            group.get().end();
        }
    }

    /** What is in the group counts as marked; it is asked last, so that a number that is used again is not taken for it. */
    private List<ProcessEntry> look(String marker, Optional<ControlGroup> group) throws IOException {
        List<ProcessEntry> all = processes.scan(marker);
        if (group.isEmpty()) {
            return all;
        }
        Set<Long> inside = group.get().pids();
        return all.stream()
                .map(one -> inside.contains(one.identity().pid())
                        ? new ProcessEntry(one.identity(), one.parent(), one.group(), true)
                        : one)
                .toList();
    }

    static Set<ProcessIdentity> members(List<ProcessEntry> all, Optional<ProcessIdentity> main,
            Set<ProcessIdentity> known) {
        boolean mainRuns = main.isPresent() && all.stream().anyMatch(one -> one.identity().equals(main.get()));
        Set<ProcessIdentity> members = new HashSet<>();
        Set<Long> pids = new HashSet<>();
        for (int before = -1; before < members.size();) {
            before = members.size();
            for (ProcessEntry one : all) {
                boolean led = mainRuns && one.group() == main.get().pid();
                if (one.marked() || led || known.contains(one.identity()) || pids.contains(one.parent())) {
                    members.add(one.identity());
                    pids.add(one.identity().pid());
                }
            }
        }
        members.removeIf(one -> one.pid() == ProcessHandle.current().pid());
        return members;
    }

    private void signal(ProcessIdentity one, boolean kill) throws IOException {
        Optional<ProcessHandle> handle = ProcessHandle.of(one.pid());
        // The handle notes when its process began, and signals no other: so it is the right one if it is now.
        if (handle.isPresent() && processes.alive(Set.of(one)).contains(one)) {
            if (kill) {
                handle.get().destroyForcibly();
            } else {
                handle.get().destroy();
            }
        }
    }

    private void await(Set<ProcessIdentity> members, Duration limit) throws IOException {
        long end = System.nanoTime() + limit.toNanos();
        while (System.nanoTime() < end && !processes.alive(members).isEmpty()) {
            try {
                Thread.sleep(POLL);
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
                throw new InterruptedIOException("interrupted");
            }
        }
    }
}
