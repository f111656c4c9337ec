package io.headrace.model;

/** The steps of an instance's life at which recipes run, with the key that a blueprint gives them. */
public enum RecipeStep {
    PREPARE("prepare"), PACKAGES("packages"), INSTALL("install"), DEPLOY("deploy"), VERIFY("verify"), REPORT(
            "report"),
    ON_ADD("onAdd"), ON_REMOVE(
            "onRemove"),
    PRE_SCALE("preScale"), POST_SCALE("postScale"), UPDATE("update");

    private final String key;

    RecipeStep(String key) {
        this.key = key;
    }

    public String key() {
        return key;
    }

    /** The step with that key; an {@link IllegalArgumentException} when there is none. */
    public static RecipeStep parse(String key) {
        for (RecipeStep step : values()) {
            if (step.key.equals(key)) {
                return step;
            }
        }
        throw new IllegalArgumentException("not a step: " + key);
    }
}
