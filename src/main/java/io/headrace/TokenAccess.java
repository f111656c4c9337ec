package io.headrace;

import io.headrace.model.Secret;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Where the commands find tokens: at a running server, or in the data folder of one that is stopped. */
sealed interface TokenAccess extends AutoCloseable permits OfflineTokens, RemoteTokens {

    /** Tenant of the operators' tokens. */
    String OPERATORS = "*";

    /** A token as it is listed. */
    record Shown(String id, String tenant, String member, Instant createdAt, boolean revoked) {}

    /** The token itself, this once. */
    Secret create(String tenant, String member);

    /** Of one tenant, or of all that the caller may see. */
    List<Shown> list(@Nullable String tenant);

    /** Ends the token with that id. */
    void revoke(String id);

    @Override
    void close();
}
