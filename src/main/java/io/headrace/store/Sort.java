package io.headrace.store;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collection;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;

/**
 * The order that a list is asked for in: keys by their names in the interface, of which the first that differs decides.
 * Written {@code name,-updatedAt}, where the dash means from the highest to the lowest.
 */
public record Sort(List<Key> keys) {
    /** Nothing in particular: the list's own order. */
    public static final Sort OWN = new Sort(List.of());

    public Sort {
        keys = List.copyOf(keys);
    }

    /** One key. */
    public record Key(String name, boolean falling) {
        static Key of(String word) {
            return word.startsWith("-") ? new Key(word.substring(1), true) : new Key(word, false);
        }

        @Override
        public String toString() {
            return falling ? "-" + name : name;
        }
    }

    /** The order that a program names. */
    public static Sort of(String text) {
        return new Sort(Arrays.stream(text.split(",", -1)).map(Key::of).toList());
    }

    /**
     * Reads what a caller wrote.
     *
     * @throws SortException when a key is none of those known, or comes twice
     */
    public static Sort parse(String text, Collection<String> known) {
        List<Key> keys = new ArrayList<>();
        Set<String> names = new HashSet<>();
        for (String part : text.split(",", -1)) {
            Key key = Key.of(part.strip());
            if (!known.contains(key.name())) {
                throw new SortException(
                        "sort cannot be by '" + key.name() + "'; known: " + String.join(", ", known));
            }
            if (!names.add(key.name())) {
                throw new SortException("sort has '" + key.name() + "' twice");
            }
            keys.add(key);
        }
        return new Sort(keys);
    }

    /** This order, and where it leaves items equal, the other. */
    public Sort then(Sort other) {
        List<Key> all = new ArrayList<>(keys);
        Set<String> names = keys.stream().map(Key::name).collect(Collectors.toSet());
        other.keys.stream().filter(key -> names.add(key.name())).forEach(all::add);
        return new Sort(all);
    }

    @Override
    public String toString() {
        return keys.stream().map(Key::toString).collect(Collectors.joining(","));
    }
}
