package io.headrace.blueprint;

import io.headrace.blueprint.RecipeSource.FromFile;
import io.headrace.blueprint.RecipeSource.Inline;
import io.headrace.model.RecipeStep;
import io.headrace.yaml.Fields;
import io.headrace.yaml.YamlNode;
import io.headrace.yaml.YamlNode.Mapping;
import io.headrace.yaml.YamlNode.Scalar;
import io.headrace.yaml.YamlNode.Style;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** Binds recipes: a script in place, or the path of a file. */
final class RecipeBinder {

    private static final List<RecipeStep> BUILD = List.of(RecipeStep.PREPARE, RecipeStep.INSTALL);
    private static final List<RecipeStep> LIFE = List.of(RecipeStep.DEPLOY, RecipeStep.VERIFY, RecipeStep.REPORT,
            RecipeStep.ON_ADD, RecipeStep.ON_REMOVE, RecipeStep.PRE_SCALE, RecipeStep.POST_SCALE, RecipeStep.UPDATE);

    private RecipeBinder() {}

    static List<RecipeSource> build(Fields build) {
        return all(build, BUILD);
    }

    static List<RecipeSource> recipes(Fields recipes) {
        List<RecipeSource> found = all(recipes, LIFE);
        recipes.done();
        return found;
    }

    private static List<RecipeSource> all(Fields fields, List<RecipeStep> steps) {
        List<RecipeSource> found = new ArrayList<>();
        for (RecipeStep step : steps) {
            fields.node(step.key()).flatMap(node -> recipe(step, node, fields)).ifPresent(found::add);
        }
        return found;
    }

    private static Optional<RecipeSource> recipe(RecipeStep step, YamlNode node, Fields fields) {
        if (node instanceof Mapping) {
            Fields file = Fields.of(node, fields.subject(step.key()), fields.problems());
            Optional<RecipeSource> recipe = file.requiredText("file")
                    .map(path -> new FromFile(step, path.at(), path.value()));
            file.done();
            return recipe;
        }
        if (node instanceof Scalar scalar && scalar.text().startsWith("#!")) {
            return Optional.of(new Inline(step, scalar.at(), Script.of(scalar.text()), scalar.textAt(),
                    scalar.style() == Style.LITERAL));
        }
        String wrong = node instanceof Scalar ? "" : ", not " + node.kind();
        fields.problems()
                .error(node.at(), fields.subject(step.key())
                        + " must be a script whose first line begins with #!, or {file: PATH}" + wrong);
        return Optional.empty();
    }
}
