package io.headrace.blueprint;

import io.headrace.model.Known;
import io.headrace.yaml.Problems;
import io.headrace.yaml.YamlNode;
import java.util.List;
import java.util.Optional;

/**
 * Documents that are meant as blueprints but do not say so: a mistyped {@code apiVersion} must not silently take a run
 * out of its commit.
 */
final class Strays {

    private Strays() {}

    /** Reports a document that has all of a blueprint but its version. */
    static void report(YamlNode root, Problems problems) {
        if (!(root instanceof YamlNode.Mapping mapping) || !likeABlueprint(mapping)) {
            return;
        }
        Optional<YamlNode> version = mapping.get("apiVersion");
        if (version.isEmpty()) {
            problems.error(mapping.at(),
                    "the document has the form of a blueprint but no apiVersion; write apiVersion: "
                            + Binder.VERSION);
        } else if (version.get() instanceof YamlNode.Scalar scalar
                && Known.closest(scalar.text(), List.of(Binder.VERSION)).isPresent()) {
            problems.error(scalar.at(), "unknown apiVersion " + Known.quote(scalar.text()) + "; did you mean '"
                    + Binder.VERSION + "'?");
        }
    }

    private static boolean likeABlueprint(YamlNode.Mapping mapping) {
        return mapping.get("kind").orElse(null) instanceof YamlNode.Scalar kind && Kind.of(kind.text()).isPresent()
                && mapping.get("metadata").isPresent() && mapping.get("spec").isPresent();
    }
}
