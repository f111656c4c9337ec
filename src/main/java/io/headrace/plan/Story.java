package io.headrace.plan;

import io.headrace.model.Attempt;
import io.headrace.model.Instance;
import io.headrace.model.InstanceState;
import io.headrace.model.Plural;
import io.headrace.model.RunState;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/** What an open attempt says of itself in one line: {@code 2 of 3 ready; executing web.1}. */
final class Story {

    private Story() {}

    static String of(RunState state) {
        Attempt attempt = state.attempt();
        if (attempt == null) {
            return "";
        }
        if (attempt.aborted()) {
            return "aborting: " + attempt.abort();
        }
        Attempt.Rollback rollback = attempt.rollback();
        return rollback == null
                ? progress(state)
                : rollback.summary() + "; going back to " + Text.commit(rollback.commit()) + ": " + progress(state);
    }

    private static String progress(RunState state) {
        if (!state.declared()) {
            return "removing " + Plural.of(state.instances().size(), "machine");
        }
        int wanted = Wanted.count(state);
        List<Instance> present = state.instances().stream().filter(one -> !one.removing()).toList();
        if (present.size() == state.instances().size() && present.stream().noneMatch(Instance::bound)) {
            return "waiting for " + Plural.of(wanted, "machine");
        }
        String awaited = Awaited.story(state);
        return ready(state) + groups(state) + (awaited.isEmpty() ? "" : "; " + awaited);
    }

    /** {@code 2 of 3 ready}. */
    private static String ready(RunState state) {
        return Wanted.ready(state) + " of " + Wanted.count(state) + " ready";
    }

    private static String groups(RunState state) {
        StringBuilder text = new StringBuilder();
        for (InstanceState group : InstanceState.values()) {
            if (group == InstanceState.READY || group == InstanceState.GONE) {
                continue;
            }
            List<String> names = new ArrayList<>();
            for (Instance one : state.instances()) {
                InstanceState shown = one.removing() ? InstanceState.REMOVING : one.state();
                if (shown == group) {
                    names.add(one.slot().toString());
                }
            }
            if (!names.isEmpty()) {
                text.append("; ")
                        .append(group.name().toLowerCase(Locale.ROOT))
                        .append(' ')
                        .append(
                                String.join(" ", names));
            }
        }
        return text.toString();
    }
}
