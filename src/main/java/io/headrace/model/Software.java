package io.headrace.model;

import java.util.List;

/** What runs on an instance: recipes in order (parents first), inputs, names of its outputs, and the hash of it all. */
public record Software(List<Recipe> recipes, List<Input> inputs, List<Output> outputs, String hash) {

    public Software {
        recipes = List.copyOf(recipes);
        inputs = List.copyOf(inputs);
        outputs = List.copyOf(outputs);
    }

    /** A value that instances of the node set; a secret one is sealed and shown as {@code ***}. */
    public record Output(String name, boolean secret) {}

    /** The recipes of one step, parents first. */
    public List<Recipe> recipes(RecipeStep step) {
        return recipes.stream().filter(recipe -> recipe.step() == step).toList();
    }

    public boolean has(RecipeStep step) {
        return recipes.stream().anyMatch(recipe -> recipe.step() == step);
    }
}
