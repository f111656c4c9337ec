package io.headrace.model;

import java.util.Collections;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;

/** All that a commit wants: its runs by full name, and the scripts that they need by their SHA-256 (hex). */
public record DesiredState(SortedMap<String, Declaration> runs, Map<String, String> scripts) {

    public DesiredState {
        runs = Collections.unmodifiableSortedMap(new TreeMap<>(runs));
        scripts = Map.copyOf(scripts);
    }
}
