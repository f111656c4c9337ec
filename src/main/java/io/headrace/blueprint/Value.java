package io.headrace.blueprint;

import io.headrace.yaml.Position;

/** What a blueprint gives to an input. */
sealed interface Value {

    Position at();

    /** A text, in which references may stand. */
    record Text(String text, Position at) implements Value {}

    /** The name of a secret that the server holds. */
    record SecretName(String name, Position at) implements Value {}
}
