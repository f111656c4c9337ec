package io.headrace.yaml;

import io.headrace.yaml.Span.Collection;
import io.headrace.yaml.Span.Form;
import io.headrace.yaml.Span.Leaf;
import java.nio.charset.StandardCharsets;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;

/**
 * Changes one value of a YAML text, or takes one document out of it, and leaves every other character as it stands:
 * comments, order, spacing. Where that cannot be done without touching what others share, it says so instead.
 */
public final class YamlEdit {

    private static final String BY_HAND = "; edit the file by hand";

    private final String mark;
    private final String text;
    private final int[] points;
    private final List<Spans.Document> documents;
    private final int index;

    /** Ends an edit; never leaves the class. */
    private static final class RefusedEdit extends RuntimeException {

        private static final long serialVersionUID = 1L;

        RefusedEdit(String reason) {
            super(reason + BY_HAND, null, false, false);
        }
    }

    /** An edit of a readable text in the document around a position. */
    @FunctionalInterface
    private interface Change {

        Edited of(YamlEdit edit);
    }

    private YamlEdit(String whole, Position within) {
        this.mark = whole.startsWith("\uFEFF") ? "\uFEFF" : "";
        this.text = whole.substring(mark.length());
        this.points = text.codePoints().toArray();
        this.documents = Spans.of(text);
        this.index = Math.max(0, (int) documents.stream().filter(one -> before(one.at(), within)).count() - 1);
    }

    /**
     * Gives the value at a path of keys this text, in the document that holds the position. Keys that are missing are
     * added, the last ones of their mappings.
     *
     * @param value a plain scalar, written as it is
     */
    public static Edited set(byte[] bytes, Position within, List<String> path, String value) {
        return edit(bytes, within, edit -> new Edited.Text(edit.set(path, value)));
    }

    /** Takes out the document that holds the position. */
    public static Edited without(byte[] bytes, Position within) {
        return edit(bytes, within, YamlEdit::without);
    }

    private static Edited edit(byte[] bytes, Position within, Change change) {
        YamlLimits limits = new YamlLimits(Integer.MAX_VALUE, YamlLimits.DEFAULT.depth(), YamlLimits.DEFAULT.values());
        if (!YamlReader.read("", bytes, limits).problems().isEmpty()) {
            return new Edited.Refused("the file cannot be read");
        }
        try {
            Edited edited = change.of(new YamlEdit(new String(bytes, StandardCharsets.UTF_8), within));
            boolean readable = !(edited instanceof Edited.Text after)
                    || YamlReader.read("", after.text().getBytes(StandardCharsets.UTF_8), limits).problems().isEmpty();
            return readable ? edited : new Edited.Refused("the file is written in a way that is not changed" + BY_HAND);
        } catch (RefusedEdit e) {
            return new Edited.Refused(String.valueOf(e.getMessage()));
        }
    }

    private String set(List<String> path, String value) {
        Span at = documents.get(index).root();
        for (int depth = 0;; depth++) {
            if (at.shared()) {
                throw new RefusedEdit(named(path.subList(0, depth)) + " has an anchor or is an alias");
            }
            if (depth == path.size()) {
                return replace(at, named(path), value);
            }
            if (!(at instanceof Collection mapping) || !mapping.mapping()) {
                throw new RefusedEdit(named(path.subList(0, depth)) + " is not a mapping");
            }
            Optional<Span> next = mapping.value(path.get(depth));
            if (next.isEmpty()) {
                return add(mapping, path.subList(depth, path.size()), value);
            }
            at = next.get();
        }
    }

    private String replace(Span old, String name, String value) {
        if (!(old instanceof Leaf leaf) || leaf.block()) {
            throw new RefusedEdit(name + " is not a simple value");
        }
        boolean absent = leaf.start() == leaf.end();
        return splice(leaf.start(), leaf.end(), absent ? " " + value : value);
    }

    private String add(Collection mapping, List<String> path, String value) {
        if (path.size() > 1 && mapping.value("<<").isPresent()) {
            throw new RefusedEdit("'" + path.getFirst() + "' may come from a merge key (<<)");
        }
        String entry = entry(path, value);
        if (mapping.form() == Form.FLOW_MAPPING) {
            int end = mapping.children().isEmpty() ? mapping.end() - 1 : mapping.children().getLast().end();
            return splice(end, end, mapping.children().isEmpty() ? entry : ", " + entry);
        }
        String indent = " ".repeat(mapping.column());
        Optional<Integer> written = mapping.written();
        if (written.isEmpty()) {
            int first = mapping.children().getFirst().start();
            return splice(first, first, entry + lineBreak() + indent);
        }
        int line = lineEnd(written.get());
        boolean open = line == points.length && (line == 0 || !breaks(points[line - 1]));
        return splice(line, line, open ? lineBreak() + indent + entry : indent + entry + lineBreak());
    }

    private static String entry(List<String> path, String value) {
        return path.size() == 1
                ? path.getFirst() + ": " + value
                : path.getFirst() + ": {" + entry(path.subList(1, path.size()), value) + "}";
    }

    private Edited without() {
        boolean alone = true;
        for (int i = 0; i < documents.size(); i++) {
            boolean empty = documents.get(i).root() instanceof Leaf leaf && leaf.text().isEmpty();
            alone &= i == index || empty;
        }
        if (alone) {
            return new Edited.Empty();
        }
        Spans.Document document = documents.get(index);
        int start = index == 0 && !document.explicit() ? 0 : document.start();
        String left = splice(start, end(document), "");
        if (Spans.of(left).size() != documents.size() - 1) {
            throw new RefusedEdit("the documents of the file are not apart");
        }
        return new Edited.Text(left);
    }

    /** Where what belongs to the document ends: behind its {@code ...}, else where the next one begins. */
    private int end(Spans.Document document) {
        int next = index + 1 < documents.size() ? documents.get(index + 1).start() : points.length;
        if (!document.marked()) {
            return next;
        }
        // A directive may stand at the begin of the text, or behind such a mark.
        boolean needed = index > 0 && !documents.get(index - 1).marked() && next < points.length && points[next] == '%';
        return needed ? document.mark() : Math.min(next, lineEnd(document.mark()));
    }

    /** The begin of the line after that one; the end of the text when there is none. */
    private int lineEnd(int from) {
        int at = from;
        while (at < points.length && !breaks(points[at])) {
            at++;
        }
        boolean both = at + 1 < points.length && points[at] == '\r' && points[at + 1] == '\n';
        return Math.min(points.length, at + (both ? 2 : 1));
    }

    private String lineBreak() {
        return text.contains("\r\n") ? "\r\n" : "\n";
    }

    private static boolean breaks(int point) {
        return point == '\n' || point == '\r';
    }

    private String splice(int start, int end, String with) {
        return mark + new String(points, 0, start) + with + new String(points, end, points.length - end);
    }

    private static String named(List<String> path) {
        return path.isEmpty() ? "the document" : "'" + String.join(".", path) + "'";
    }

    private static boolean before(Position document, Position within) {
        return Comparator.comparingInt(Position::line)
                .thenComparingInt(Position::column)
                .compare(document, within) <= 0;
    }
}
