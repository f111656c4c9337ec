package io.headrace;

import com.fasterxml.jackson.databind.JsonNode;
import io.headrace.cli.ServerClient;
import io.headrace.model.Secret;
import java.time.Instant;
import java.util.List;
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
    public List<Shown> list(@Nullable String tenant) {
        JsonNode items = api.get(tenant == null ? PATH : PATH + "?tenant=" + ServerClient.encoded(tenant))
                .path("items");
        return items.valueStream().map(RemoteTokens::shown).toList();
    }

    private static Shown shown(JsonNode token) {
        return new Shown(token.path("id").asText(), token.path("tenant").asText(), token.path("member").asText(),
                Instant.parse(token.path("createdAt").asText()), token.hasNonNull("revokedAt"));
    }

    @Override
    public void revoke(String id) {
        api.delete(PATH + "/" + ServerClient.encoded(id));
    }

    @Override
    public void close() {
        api.close();
    }
}
