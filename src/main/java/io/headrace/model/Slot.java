package io.headrace.model;

import java.util.Comparator;

/** One place of a node, from 1: {@code web.1}. An instance fills it; its generations follow each other. */
public record Slot(String node, int index) implements Comparable<Slot> {

    private static final Comparator<Slot> ORDER = Comparator.comparing(Slot::node).thenComparingInt(Slot::index);

    public Slot {
        Names.requireLabel(node);
        if (index < 1) {
            throw new IllegalArgumentException("a slot's index begins at 1, not " + index);
        }
    }

    /** Reads {@code web.1}. */
    public static Slot parse(String text) {
        int dot = text.lastIndexOf('.');
        if (dot < 1) {
            throw new IllegalArgumentException("not a slot: " + text);
        }
        return new Slot(text.substring(0, dot), Integer.parseInt(text.substring(dot + 1)));
    }

    @Override
    public int compareTo(Slot other) {
        return ORDER.compare(this, other);
    }

    @Override
    public String toString() {
        return node + "." + index;
    }
}
