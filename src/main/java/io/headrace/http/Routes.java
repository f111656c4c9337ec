package io.headrace.http;

import io.javalin.config.RoutesConfig;

/** A group of routes that adds itself to the server. */
@FunctionalInterface
interface Routes {

    void addTo(RoutesConfig routes);
}
