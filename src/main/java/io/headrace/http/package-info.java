/**
 * Everything that is reached over HTTP: the JSON interface under {@code /api/v1}, GitHub's statuses under
 * {@code /api/v3}, webhooks, the agents' protocol, git, health, metrics, and the dashboard, which uses the same public
 * interface as anyone else.
 *
 * <p>It decides nothing about runs: it authenticates, bounds and checks what comes in, hands it to the other packages,
 * and gives what they know a stable form. {@code schemas/openapi.yaml} is the contract, and tests hold the routes to
 * it.
 * Javalin and Jetty appear in no other package.
 */
@NullMarked
package io.headrace.http;

import org.jspecify.annotations.NullMarked;
