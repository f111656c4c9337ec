package io.headrace.store;

import io.headrace.model.Secret;

/** A token at its creation, the only time when it is known. */
public record NewToken(TokenRow row, Secret token) {}
