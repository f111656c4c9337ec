package io.headrace.yaml;

import io.headrace.model.Known;
import io.headrace.yaml.YamlNode.Entry;
import io.headrace.yaml.YamlNode.Mapping;
import io.headrace.yaml.YamlNode.Scalar;
import io.headrace.yaml.YamlNode.Sequence;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.yaml.snakeyaml.events.AliasEvent;
import org.yaml.snakeyaml.events.CollectionStartEvent;
import org.yaml.snakeyaml.events.Event;
import org.yaml.snakeyaml.events.MappingStartEvent;
import org.yaml.snakeyaml.events.ScalarEvent;

/** Builds trees from a parser's events with a stack of its own, and counts what aliases would expand to. */
final class TreeBuilder {

    /** A finished node with its depth (1 for a scalar) and its values, aliases expanded. */
    private record Built(YamlNode node, int depth, long values) {}

    private static final class Open {
        final Position at;
        final boolean mapping;
        final @Nullable String anchor;
        final List<YamlNode> children = new ArrayList<>();
        int depth;
        long values = 1;

        Open(Position at, boolean mapping, @Nullable String anchor) {
            this.at = at;
            this.mapping = mapping;
            this.anchor = anchor;
        }
    }

    private final Lines lines;
    private final YamlLimits limits;
    private final String path;
    private final Deque<Open> open = new ArrayDeque<>();
    private final Map<String, Built> anchors = new HashMap<>();
    private final List<YamlDocument> documents = new ArrayList<>();
    private Problems problems;
    private long values;

    TreeBuilder(String path, String text, YamlLimits limits) {
        this.path = path;
        this.lines = new Lines(text);
        this.limits = limits;
        this.problems = new Problems(path);
    }

    List<YamlDocument> documents() {
        return List.copyOf(documents);
    }

    void accept(Event event) {
        Position at = YamlReader.position(event.getStartMark());
        switch (event.getEventId()) {
            case DocumentStart -> {
                anchors.clear();
                problems = new Problems(path);
            }
            case MappingStart, SequenceStart -> begin((CollectionStartEvent) event, at);
            case MappingEnd, SequenceEnd -> end();
            case Scalar -> scalar((ScalarEvent) event, at);
            case Alias -> add(aliased(((AliasEvent) event).getAnchor(), at), at);
            case DocumentEnd, StreamStart, StreamEnd, Comment -> {
            }
        }
    }

    private void count(long more, Position at) {
        values += more;
        if (values > limits.values()) {
            throw new RefusedException(at,
                    "the file has more than " + limits.values() + " values, aliases expanded; split it");
        }
    }

    private void begin(CollectionStartEvent event, Position at) {
        count(1, at);
        checkTag(event.getTag(), at);
        if (open.size() >= limits.depth()) {
            throw new RefusedException(at, "values are nested deeper than " + limits.depth() + "; flatten them");
        }
        open.push(new Open(at, event instanceof MappingStartEvent, event.getAnchor()));
    }

    private void end() {
        Open done = open.pop();
        YamlNode node = done.mapping ? mapping(done) : new Sequence(done.at, done.children);
        finish(new Built(node, done.depth + 1, done.values), done.anchor, done.at);
    }

    private void scalar(ScalarEvent event, Position at) {
        count(1, at);
        checkTag(event.getTag(), at);
        finish(new Built(lines.scalar(event, at), 1, 1), event.getAnchor(), at);
    }

    private void finish(Built built, @Nullable String anchor, Position at) {
        if (anchor != null) {
            anchors.put(anchor, built);
        }
        add(built, at);
    }

    private void add(Built built, Position at) {
        if (open.size() + built.depth > limits.depth() + 1) {
            throw new RefusedException(at, "aliases nest values deeper than " + limits.depth() + "; flatten them");
        }
        Open parent = open.peek();
        if (parent == null) {
            documents.add(new YamlDocument(built.node, problems.list()));
            return;
        }
        parent.values += built.values;
        parent.children.add(built.node);
        parent.depth = Math.max(parent.depth, built.depth);
    }

    private Built aliased(String anchor, Position at) {
        Built built = anchors.get(anchor);
        if (built != null) {
            count(built.values, at);
            return built;
        }
        boolean around = open.stream().anyMatch(one -> anchor.equals(one.anchor));
        throw new RefusedException(at,
                around
                        ? "the alias *" + anchor + " stands within what it names; write out what is meant"
                        : "the alias *" + anchor + " names no anchor before it in this document; "
                                + Known.hint(anchor, anchors.keySet()));
    }

    private Mapping mapping(Open done) {
        List<Entry> entries = new ArrayList<>();
        for (int i = 0; i + 1 < done.children.size(); i += 2) {
            if (done.children.get(i) instanceof Scalar key) {
                entries.add(new Entry(key, done.children.get(i + 1)));
            } else {
                problems.error(done.children.get(i).at(),
                        "a key must be a text, not " + done.children.get(i).kind() + "; put templates in quotes");
            }
        }
        return new Mapping(done.at, Keys.merged(entries, problems));
    }

    private void checkTag(@Nullable String tag, Position at) {
        if (tag == null || tag.equals("!")) {
            return;
        }
        String message = "the tag " + Known.quote(tag) + " is not supported; remove it, values are plain YAML";
        if (tag.startsWith("!")) {
            problems.error(at, message);
        } else {
            throw new RefusedException(at, message);
        }
    }
}
