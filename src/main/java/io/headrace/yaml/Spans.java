package io.headrace.yaml;

import io.headrace.yaml.Span.Collection;
import io.headrace.yaml.Span.Form;
import io.headrace.yaml.Span.Leaf;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import org.yaml.snakeyaml.DumperOptions.FlowStyle;
import org.yaml.snakeyaml.LoaderOptions;
import org.yaml.snakeyaml.events.AliasEvent;
import org.yaml.snakeyaml.events.CollectionStartEvent;
import org.yaml.snakeyaml.events.DocumentEndEvent;
import org.yaml.snakeyaml.events.DocumentStartEvent;
import org.yaml.snakeyaml.events.Event;
import org.yaml.snakeyaml.events.MappingStartEvent;
import org.yaml.snakeyaml.events.ScalarEvent;
import org.yaml.snakeyaml.parser.ParserImpl;
import org.yaml.snakeyaml.reader.StreamReader;

/** The documents of a text that {@link YamlReader} has read before, with the places of their values. */
final class Spans {

    /**
     * One document.
     *
     * @param start its {@code ---} (or directives), else its first value
     * @param explicit whether it begins with a {@code ---}
     * @param mark the {@code ...} that ends it, -1 without one
     */
    record Document(int start, Position at, boolean explicit, Span root, int mark) {

        boolean marked() {
            return mark >= 0;
        }

        Document endingAt(int where) {
            return new Document(start, at, explicit, root, where);
        }
    }

    private record Open(CollectionStartEvent begin, List<Span> children) {}

    private final Deque<Open> open = new ArrayDeque<>();
    private final List<Document> documents = new ArrayList<>();
    private @Nullable DocumentStartEvent document;

    private Spans() {}

    static List<Document> of(String text) {
        LoaderOptions options = new LoaderOptions();
        options.setCodePointLimit(Integer.MAX_VALUE);
        ParserImpl parser = new ParserImpl(new StreamReader(text), options);
        Spans spans = new Spans();
        while (!parser.checkEvent(Event.ID.StreamEnd)) {
            spans.accept(parser.getEvent());
        }
        return List.copyOf(spans.documents);
    }

    private void accept(Event event) {
        switch (event.getEventId()) {
            case DocumentStart -> document = (DocumentStartEvent) event;
            case MappingStart, SequenceStart -> open.push(new Open((CollectionStartEvent) event, new ArrayList<>()));
            case MappingEnd, SequenceEnd -> close(event.getEndMark().getIndex());
            case Scalar -> {
                ScalarEvent scalar = (ScalarEvent) event;
                boolean block = switch (scalar.getScalarStyle()) {
                    case LITERAL, FOLDED -> true;
                    case PLAIN, SINGLE_QUOTED, DOUBLE_QUOTED, JSON_SCALAR_STYLE -> false;
                };
                add(new Leaf(start(event), end(event), scalar.getAnchor() != null, block, scalar.getValue()));
            }
            case Alias -> add(new Leaf(start(event), end(event), true, false, ((AliasEvent) event).getAnchor()));
            case DocumentEnd -> {
                if (((DocumentEndEvent) event).getExplicit()) {
                    documents.add(documents.removeLast().endingAt(start(event)));
                }
            }
            case StreamStart, StreamEnd, Comment -> {
            }
        }
    }

    private void close(int end) {
        Open done = open.pop();
        boolean mapping = done.begin instanceof MappingStartEvent;
        boolean flow = done.begin.getFlowStyle() == FlowStyle.FLOW;
        Form form = mapping
                ? (flow ? Form.FLOW_MAPPING : Form.MAPPING)
                : (flow ? Form.FLOW_SEQUENCE : Form.SEQUENCE);
        int column = done.begin.getEndMark().getColumn();
        add(new Collection(start(done.begin), end, form, done.begin.getAnchor() != null, column, done.children));
    }

    private void add(Span span) {
        Open parent = open.peek();
        if (parent == null) {
            DocumentStartEvent begin = Objects.requireNonNull(document);
            documents.add(new Document(start(begin), YamlReader.position(begin.getStartMark()), begin.getExplicit(),
                    span, -1));
        } else {
            parent.children.add(span);
        }
    }

    private static int start(Event event) {
        return event.getStartMark().getIndex();
    }

    private static int end(Event event) {
        return event.getEndMark().getIndex();
    }
}
