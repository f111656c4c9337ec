package io.headrace;

import com.fasterxml.jackson.databind.JsonNode;
import io.headrace.model.Secret;
import org.jspecify.annotations.Nullable;

/** Where the commands find tokens: at a running server, or in the data folder of one that is stopped. */
sealed interface TokenAccess extends AutoCloseable permits OfflineTokens, RemoteTokens {

    /** Tenant of the operators' tokens. */
    String OPERATORS = "*";

    /** The token itself, this once. */
    Secret create(String tenant, String member);

    /** Of one tenant, or of all that the caller may see: a list as the API has it. */
    JsonNode list(@Nullable String tenant);

    /** Ends the token with that id. */
    void revoke(String id);

    @Override
    void close();
}
