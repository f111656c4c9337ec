package io.headrace.model;

import java.util.List;

/** What a transition or the planner makes of a run: its new state, and what commits and the timeline are told. */
public record Change(RunState state, List<CommitStatus> statuses, List<Entry> entries) {

    public Change {
        statuses = List.copyOf(statuses);
        entries = List.copyOf(entries);
    }

    /** A new state that nobody needs to hear of. */
    public static Change silent(RunState state) {
        return new Change(state, List.of(), List.of());
    }

    /** This, followed by what the other adds to it. */
    public Change then(Change next) {
        List<CommitStatus> allStatuses = new java.util.ArrayList<>(statuses);
        allStatuses.addAll(next.statuses);
        List<Entry> allEntries = new java.util.ArrayList<>(entries);
        allEntries.addAll(next.entries);
        return new Change(next.state, allStatuses, allEntries);
    }
}
