package io.headrace.connector;

import io.headrace.model.ConnectorInfo;

/**
 * One kind of cloud: says what it can do, and opens accounts of it. Found by {@link java.util.ServiceLoader}, so it
 * needs a public constructor without parameters; it is made once for a server and used from many threads.
 */
public interface ConnectorProvider {

    /** Its id, its capabilities and the schemas of its options; always the same answer, without any I/O. */
    ConnectorInfo info();

    /**
     * Opens one account. It should not call the cloud: whether the credential is good shows with the first call.
     *
     * @throws CloudException of kind {@link CloudException.Kind#DENIED} when a credential is needed and missing, or
     *         {@link CloudException.Kind#REJECTED} when endpoint, region or options make no sense
     */
    Connector open(Account account);
}
