package io.headrace.http;

import io.headrace.http.LogRoutes.StepView;
import io.headrace.model.Instance;
import io.headrace.model.RunState;
import io.headrace.model.Step;
import io.headrace.store.Event;
import io.headrace.store.EventFilter;
import io.headrace.store.Events;
import io.headrace.store.PageRequest;
import io.headrace.store.Sort;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.SortedSet;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * The steps of which only the log is kept, as the run has forgotten their instances. What they were the timeline tells,
 * which does not name them: it is believed when it tells of as many steps of an instance as there are logs.
 */
final class FormerSteps {

    private static final int REMEMBERED = 1_000;
    private static final Pattern WHAT = Pattern.compile("(\\S+) of ([^:]+)(?:: exit code (\\d{1,9}))?");
    private static final Pattern ID = Pattern.compile("(\\S+\\.\\d+):(\\d{1,9}):(\\d{1,9})");

    private final StepLogs logs;
    private final Events events;

    FormerSteps(StepLogs logs, Events events) {
        this.logs = logs;
        this.events = events;
    }

    /** A step that began, as the timeline tells; without an exit code while nothing is told of its end. */
    private record Told(String kind, String component, String status, @Nullable Integer exitCode) {

        static final Told NOTHING = new Told("", "", "unknown", null);
    }

    List<StepView> of(RunState state) {
        List<String> kept = logs.kept(state.key());
        List<String> former = kept.stream().filter(id -> StepLogs.step(state, id).isEmpty()).toList();
        if (former.isEmpty()) {
            return List.of();
        }
        Map<String, Told> told = told(state, kept);
        return former.stream().map(id -> view(state, id, told.getOrDefault(id, Told.NOTHING))).toList();
    }

    private StepView view(RunState state, String id, Told told) {
        Matcher parts = ID.matcher(id);
        if (!parts.matches()) {
            throw new IllegalArgumentException("not the id of a step: " + id);
        }
        return new StepView(id, parts.group(1), Integer.parseInt(parts.group(2)), null, told.kind(), told.component(),
                told.status(), told.exitCode(), logs.length(state.key(), id), false, true);
    }

    /** What is told of each step that began: of those of an instance in their order, when none is missing. */
    private Map<String, Told> told(RunState state, List<String> kept) {
        Map<String, SortedSet<String>> begun = new HashMap<>();
        kept.forEach(id -> add(begun, id));
        for (Instance instance : state.instances()) {
            instance.steps().stream().filter(LogRoutes::begun).map(Step::id).forEach(id -> add(begun, id));
        }
        Map<String, List<Told>> stories = stories(state);
        Map<String, Told> told = new HashMap<>();
        begun.forEach((instance, ids) -> {
            List<Told> story = stories.getOrDefault(instance, List.of());
            if (story.size() == ids.size()) {
                int next = 0;
                for (String id : ids) {
                    told.put(id, story.get(next++));
                }
            }
        });
        return told;
    }

    private static void add(Map<String, SortedSet<String>> begun, String id) {
        begun.computeIfAbsent(id.substring(0, id.lastIndexOf(':')),
                _ -> new TreeSet<>(Comparator.comparingInt(FormerSteps::number))).add(id);
    }

    private static int number(String id) {
        return Integer.parseInt(id.substring(id.lastIndexOf(':') + 1));
    }

    /** The steps of each instance that began, in that order. */
    private Map<String, List<Told>> stories(RunState state) {
        Map<Long, Event> ordered = new TreeMap<>();
        for (String type : List.of("step.started", "step.succeeded", "step.failed", "step.ended")) {
            events.list(EventFilter.of(state.key()), type, new PageRequest(Sort.of("-id"), null, REMEMBERED))
                    .items()
                    .forEach(event -> ordered.put(event.id(), event));
        }
        Map<String, List<Told>> stories = new HashMap<>();
        ordered.values()
                .forEach(event -> tell(stories.computeIfAbsent(event.subject(), _ -> new ArrayList<>()), event));
        return stories;
    }

    private static void tell(List<Told> story, Event event) {
        Matcher what = WHAT.matcher(event.message());
        if (!what.matches()) {
            return;
        }
        String status = event.type().substring("step.".length());
        boolean starts = status.equals("started");
        Integer code = status.equals("succeeded")
                ? Integer.valueOf(0)
                : what.group(3) == null ? null : Integer.valueOf(what.group(3));
        Told told = new Told(what.group(1), what.group(2), starts ? "unknown" : status, code);
        boolean goesOn = !story.isEmpty() && story.getLast().status().equals("unknown")
                && story.getLast().kind().equals(told.kind());
        if (starts) {
            story.add(told);
        } else if (goesOn) {
            story.set(story.size() - 1, told);
        } else if (!status.equals("ended")) {
            // It began while the server was away. One that only ended never began, and has no log.
            story.add(told);
        }
    }
}
