package io.headrace.blueprint;

import io.headrace.blueprint.Blueprint.Header;
import io.headrace.blueprint.Blueprint.ProjectBlueprint;
import io.headrace.blueprint.Blueprint.RunDefaults;
import io.headrace.model.Known;
import io.headrace.model.Names;
import io.headrace.yaml.Fields;
import io.headrace.yaml.Located;
import io.headrace.yaml.Problems;
import io.headrace.yaml.YamlDocument;
import io.headrace.yaml.YamlNode;
import java.util.Optional;

/** Makes a blueprint of a document, or says all that is wrong with it. */
final class Binder {

    private static final String GROUP = "headrace.io/";
    static final String VERSION = GROUP + "v1";

    private final Limits limits;

    Binder(Limits limits) {
        this.limits = limits;
    }

    /** The blueprint; empty when the document is not ours, or when it has no usable name. */
    Optional<Blueprint> bind(YamlDocument document, Problems problems) {
        Optional<String> version = version(document.root());
        if (version.isEmpty()) {
            Strays.report(document.root(), problems);
            return Optional.empty();
        }
        problems.addAll(document.problems());
        Fields fields = Fields.of(document.root(), "the document", problems);
        fields.text("apiVersion").filter(text -> !text.value().equals(VERSION)).ifPresent(text -> {
            problems.error(text.at(), "unknown apiVersion " + Known.quote(text.value()) + "; known: " + VERSION);
        });
        if (!version.get().equals(VERSION)) {
            return Optional.empty();
        }
        Optional<Located<String>> word = fields.requiredText("kind");
        Optional<Kind> kind = word.flatMap(one -> Kind.of(one.value()));
        if (word.isPresent() && kind.isEmpty()) {
            problems.error(word.get().at(), "unknown kind " + Known.quote(word.get().value()) + "; "
                    + Known.hint(word.get().value(), Kind.names()));
        }
        Optional<Located<String>> name = fields.required("metadata")
                .flatMap(metadata -> name(Fields.of(metadata, "the metadata", problems)));
        Located<String> shown = name.orElse(new Located<>("?", document.root().at()));
        // What is wrong with the rest is told along with a bad name, though nothing can be made of it.
        Optional<Blueprint> bound = kind
                .flatMap(one -> spec(new Header(one, shown.value(), shown.at()), fields, problems))
                .filter(_ -> Names.isLabel(shown.value()));
        fields.node("spec");
        fields.done();
        return bound;
    }

    private static Optional<String> version(YamlNode root) {
        return root instanceof YamlNode.Mapping mapping
                && mapping.get("apiVersion").orElse(null) instanceof YamlNode.Scalar scalar
                && scalar.text().startsWith(GROUP) ? Optional.of(scalar.text()) : Optional.empty();
    }

    /** The name, one that cannot be it, too: that is reported. */
    private static Optional<Located<String>> name(Fields metadata) {
        Optional<Located<String>> name = metadata.requiredText("name");
        name.ifPresent(text -> label(text, metadata));
        metadata.text("title");
        metadata.text("description");
        metadata.done();
        return name;
    }

    /** Whether a text is a DNS label; otherwise it is reported. */
    static boolean label(Located<String> text, Fields fields) {
        if (Names.isLabel(text.value())) {
            return true;
        }
        fields.problems()
                .error(text.at(), Known.quote(text.value())
                        + " is not a name; names have up to 63 of a-z, 0-9 and -,"
                        + " and begin and end with a letter or digit");
        return false;
    }

    private Optional<Blueprint> spec(Header header, Fields fields, Problems problems) {
        if (header.kind() == Kind.PROJECT && !fields.has("spec")) {
            return Optional.of(new ProjectBlueprint(header, RunDefaults.NONE));
        }
        return fields.required("spec").map(node -> {
            Fields spec = Fields.of(node, header.toString(), problems);
            Blueprint bound = switch (header.kind()) {
                case PROJECT -> RunBinder.project(header, spec);
                case CLOUD -> CloudBinder.cloud(header, spec);
                case COMPONENT -> ComponentBinder.component(header, spec);
                case APPLICATION -> ApplicationBinder.application(header, spec, limits);
                case RUN -> RunBinder.run(header, spec, limits);
            };
            spec.done();
            return bound;
        });
    }
}
