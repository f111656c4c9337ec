package io.headrace.blueprint;

import java.util.List;

/** The text of a recipe, known by the SHA-256 (hex) of its bytes, and the parameters that it names literally. */
record Script(String sha, String text, List<ParameterUse> uses) {

    Script {
        uses = List.copyOf(uses);
    }

    static Script of(String text) {
        return new Script(Hashes.sha256(text), text, ParameterUse.in(text));
    }
}
