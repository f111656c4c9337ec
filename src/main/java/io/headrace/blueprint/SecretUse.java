package io.headrace.blueprint;

import java.util.Comparator;

/** A place where a run of a commit is given a secret by its name. Uses sort in file order. */
public record SecretUse(String path, int line, int column, String name) implements Comparable<SecretUse> {

    private static final Comparator<SecretUse> ORDER = Comparator.comparing(SecretUse::path)
            .thenComparingInt(SecretUse::line)
            .thenComparingInt(SecretUse::column)
            .thenComparing(SecretUse::name);

    @Override
    public int compareTo(SecretUse other) {
        return ORDER.compare(this, other);
    }
}
