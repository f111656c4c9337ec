package io.headrace.model;

import org.jspecify.annotations.Nullable;

/**
 * An input of a node with its value: a template whose references ({@code ${db.address}}) name outputs of nodes of the
 * same run, or the name of a tenant's secret, or neither (an optional input that nobody set).
 */
public record Input(String name, InputType type, @Nullable Template value, @Nullable String secret) {

    /** What values an input takes. */
    public enum InputType {
        STRING, TEXT, INTEGER, BOOLEAN, ENUM, SECRET
    }
}
