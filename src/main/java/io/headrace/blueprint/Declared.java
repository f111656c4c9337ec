package io.headrace.blueprint;

import io.headrace.yaml.Position;

/** A blueprint with the file that holds it and the path of its project, empty at the root. */
record Declared<T extends Blueprint>(String path, String project, T blueprint) {

    String name() {
        return blueprint.header().name();
    }

    /** The name with its projects: {@code shop/lamp}. */
    String fullName() {
        return project.isEmpty() ? name() : project + "/" + name();
    }

    Position at() {
        return blueprint.header().at();
    }

    /** For messages: {@code Component 'apache'}. */
    String what() {
        return blueprint.header().toString();
    }
}
