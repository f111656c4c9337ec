package io.headrace.yaml;

import java.util.List;
import java.util.Optional;

/** A value of a YAML text with the code points at which it begins and ends, for those who change the text. */
sealed interface Span {

    int start();

    /** Behind the last character; in a block collection or a block scalar what follows it may be included. */
    int end();

    /** Where what was written ends, if the text tells. */
    Optional<Integer> written();

    /** Whether other places may share the value, so that a change of it changes them too. */
    boolean shared();

    /** Keys with values in turn, or the items of a list. */
    record Collection(int start, int end, Form form, boolean shared, int column, List<Span> children)
            implements
                Span {

        public Collection {
            children = List.copyOf(children);
        }

        boolean mapping() {
            return form == Form.MAPPING || form == Form.FLOW_MAPPING;
        }

        boolean flow() {
            return form == Form.FLOW_MAPPING || form == Form.FLOW_SEQUENCE;
        }

        Optional<Span> value(String key) {
            for (int i = 0; i + 1 < children.size(); i += 2) {
                if (children.get(i) instanceof Leaf leaf && leaf.text().equals(key)) {
                    return Optional.of(children.get(i + 1));
                }
            }
            return Optional.empty();
        }

        @Override
        public Optional<Integer> written() {
            return flow() ? Optional.of(end) : children.getLast().written();
        }
    }

    /** How a collection is written. */
    enum Form {
        MAPPING, SEQUENCE, FLOW_MAPPING, FLOW_SEQUENCE
    }

    /**
     * A scalar, or an alias of something.
     *
     * @param block whether it is a text in lines of its own ({@code |}, {@code >})
     */
    record Leaf(int start, int end, boolean shared, boolean block, String text) implements Span {

        @Override
        public Optional<Integer> written() {
            return block ? Optional.empty() : Optional.of(end);
        }
    }
}
