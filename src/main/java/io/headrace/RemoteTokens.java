package io.headrace;

import com.fasterxml.jackson.databind.JsonNode;
import io.headrace.cli.ServerClient;
import io.headrace.model.Secret;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** The tokens of a running server, by its API. */
final class RemoteTokens implements TokenAccess {
    private static final String PATH = "/api/v1/tokens";

    private final ServerClient api;

    RemoteTokens(ServerClient api) {
        this.api = api;
    }

    @Override
    public Secret create(String tenant, String member) {
        return new Secret(api.post(PATH, Map.of("tenant", tenant, "member", member)).path("token").asText());
    }

    @Override
    public JsonNode list(@Nullable String tenant) {
        return api.list(PATH, tenant == null ? Map.of() : Map.of("tenant", tenant));
    }

    @Override
    public void revoke(String id) {
        api.delete(PATH + "/" + ServerClient.encoded(id), "token '" + id + "'");
    }

    @Override
    public void close() {
        api.close();
    }
}
