package io.headrace.blueprint;

import java.util.Collection;
import java.util.Collections;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.TreeSet;

/** The blueprints of one kind by full name; a reference finds the nearest, from its own project outwards. */
final class Namespace<T extends Blueprint> {

    private final TreeMap<String, Declared<T>> byName = new TreeMap<>();
    private final Map<String, TreeSet<String>> byProject = new HashMap<>();

    /** Adds it; answers the one that has the name already, if one has. */
    Optional<Declared<T>> add(Declared<T> declared) {
        Optional<Declared<T>> other = Optional.ofNullable(byName.putIfAbsent(declared.fullName(), declared));
        byProject.computeIfAbsent(declared.project(), _ -> new TreeSet<>()).add(declared.name());
        return other;
    }

    Collection<Declared<T>> all() {
        return Collections.unmodifiableCollection(byName.values());
    }

    Optional<Declared<T>> find(String project, String name) {
        for (String around = project;; around = outer(around)) {
            Declared<T> found = byName.get(around.isEmpty() ? name : around + "/" + name);
            if (found != null || around.isEmpty()) {
                return Optional.ofNullable(found);
            }
        }
    }

    /** The names that can be seen from a project. */
    Collection<String> visible(String project) {
        TreeSet<String> names = new TreeSet<>();
        for (String around = project;; around = outer(around)) {
            names.addAll(byProject.getOrDefault(around, new TreeSet<>()));
            if (around.isEmpty()) {
                return names;
            }
        }
    }

    /** The project around a project; empty at the root. */
    static String outer(String project) {
        return project.substring(0, Math.max(0, project.lastIndexOf('/')));
    }
}
