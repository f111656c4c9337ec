package io.headrace.blueprint;

import io.headrace.model.RecipeStep;
import io.headrace.yaml.Position;

/** Where a recipe's script comes from. */
sealed interface RecipeSource {

    RecipeStep step();

    Position at();

    /**
     * The script itself.
     *
     * @param textAt where its first line stands
     * @param lined whether its lines are lines of the file
     */
    record Inline(RecipeStep step, Position at, Script script, Position textAt, boolean lined) implements RecipeSource {

        /** Where a place within the script stands in the file. */
        Position place(int line, int column) {
            return lined ? new Position(textAt.line() + line - 1, textAt.column() + column - 1) : at;
        }
    }

    /** A file of the same commit, relative to the blueprint's folder. */
    record FromFile(RecipeStep step, Position at, String path) implements RecipeSource {}
}
