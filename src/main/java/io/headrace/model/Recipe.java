package io.headrace.model;

/** A script of a component for one step; the script itself is known by the SHA-256 (hex) of its bytes. */
public record Recipe(RecipeStep step, String component, String script) {}
