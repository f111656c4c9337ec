package io.headrace;

import io.headrace.model.Secret;
import io.headrace.store.Tokens;
import java.net.URI;

/** A started server, as the commands around it see it; so they are tested without a whole one. */
interface Running extends AutoCloseable {

    /** Where it is reached, with the port that it really has. */
    URI url();

    Tokens tokens();

    /** An address of the dashboard that logs a browser in, once. */
    URI loginLink(Secret token);

    /**
     * Takes up what may change while it runs, all at once: tenants, members, repositories, limits of tenants, operators. It
     * says in the log what needs a restart.
     *
     * @throws CannotException when nothing was changed
     */
    void reload(ServerConfig config);

    /** Stops it, gently: no new work is taken, what is under way ends. Recipes of instances go on. */
    @Override
    void close();
}
