package io.headrace.blueprint;

import java.util.Arrays;
import java.util.List;
import java.util.Optional;

/** The kinds of blueprints. */
enum Kind {
    PROJECT("Project"), CLOUD("Cloud"), COMPONENT("Component"), APPLICATION("Application"), RUN("Run");

    private final String text;

    Kind(String text) {
        this.text = text;
    }

    static Optional<Kind> of(String text) {
        return Arrays.stream(values()).filter(kind -> kind.text.equals(text)).findFirst();
    }

    static List<String> names() {
        return Arrays.stream(values()).map(Kind::toString).toList();
    }

    @Override
    public String toString() {
        return text;
    }
}
