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

    /** Stops it; recipes of instances go on. */
    @Override
    void close();
}
