/**
 * Connectors: the interface between Headrace and clouds, the kinds of errors that a cloud can answer with, and the
 * connector {@code local}, whose machines are processes of this host.
 *
 * <p>Whoever adds a cloud implements {@link io.headrace.connector.ConnectorProvider} and
 * {@link io.headrace.connector.Connector} and names the provider in a {@code META-INF/services} file; the tests that it
 * has to pass are in {@code ConnectorContract}. A connector performs single calls and keeps no plans: what to call, when
 * and how often is decided by those who use it. It knows {@code model} and {@code net}, and nothing of runs, stores or
 * agents, so that one can be written, and tested, without a server.
 */
@NullMarked
package io.headrace.connector;

import org.jspecify.annotations.NullMarked;
