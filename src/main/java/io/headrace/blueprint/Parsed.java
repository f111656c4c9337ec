package io.headrace.blueprint;

import io.headrace.model.Problem;
import java.util.List;

/**
 * What one blob holds, whatever its path: the problems have none.
 *
 * @param unread the text of a blob that could not be read to its end, else empty: names in it may be declared there
 */
record Parsed(List<Blueprint> blueprints, List<Problem> problems, String unread) {

    Parsed {
        blueprints = List.copyOf(blueprints);
        problems = List.copyOf(problems);
    }
}
