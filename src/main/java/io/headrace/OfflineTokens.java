package io.headrace;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.headrace.model.Principal;
import io.headrace.model.Role;
import io.headrace.model.Secret;
import io.headrace.store.AuditLog;
import io.headrace.store.Database;
import io.headrace.store.Deed;
import io.headrace.store.NewToken;
import io.headrace.store.TokenRow;
import io.headrace.store.Tokens;
import java.time.Instant;
import java.time.InstantSource;
import org.jspecify.annotations.Nullable;

/** The tokens in the database of a server that does not run; the way to the first token. */
final class OfflineTokens implements TokenAccess {
    private final ServerConfig config;
    private final Database database;
    private final Tokens tokens;
    private final AuditLog audit;

    private OfflineTokens(ServerConfig config, Database database) {
        this.config = config;
        this.database = database;
        this.tokens = new Tokens(database);
        this.audit = new AuditLog(database);
    }

    /** Opens the database, and makes it when the server was never started. */
    static OfflineTokens open(ServerConfig config, InstantSource clock) {
        DataFolder.make(config.data());
        return new OfflineTokens(config, Database.open(config.databaseUrl(), clock));
    }

    @Override
    public Secret create(String tenant, String member) {
        if (!has(tenant, member)) {
            throw new CannotException("the configuration has no " + (tenant.equals(OPERATORS)
                    ? "operator '" + member + "'; known: " + String.join(", ", config.operators())
                    : "member '" + member + "' of tenant '" + tenant + "'; add it to that tenant's members first"));
        }
        NewToken made = tokens.create(tenant, member);
        record("token.create", made.row());
        return made.token();
    }

    private boolean has(String tenant, String member) {
        return tenant.equals(OPERATORS)
                ? config.operators().contains(member)
                : config.tenants()
                        .stream()
                        .anyMatch(one -> one.name().equals(tenant) && one.members().containsKey(member));
    }

    @Override
    public JsonNode list(@Nullable String tenant) {
        ObjectNode list = JsonNodeFactory.instance.objectNode();
        ArrayNode items = list.putArray("items");
        tokens.list(tenant)
                .forEach(row -> items.addObject()
                        .put("id", row.id())
                        .put("tenant", row.tenant())
                        .put("member", row.member())
                        .put("createdAt", row.createdAt().toString())
                        .put("revokedAt", text(row.revokedAt()))
                        .put("lastUsedAt", text(row.lastUsedAt())));
        return list.putNull("next");
    }

    private static @Nullable String text(@Nullable Instant time) {
        return time == null ? null : time.toString();
    }

    @Override
    public void revoke(String id) {
        TokenRow found = tokens.list(null)
                .stream()
                .filter(row -> row.id().equals(id) && row.revokedAt() == null)
                .findFirst()
                .orElseThrow(() -> new CannotException("there is no token '" + id + "' in force; see token list"));
        tokens.revoke(found.tenant(), id);
        record("token.delete", found);
    }

    /** Whoever may read the database is an operator, by the name that the system knows. */
    private void record(String action, TokenRow token) {
        Principal user = new Principal(OPERATORS, System.getProperty("user.name"), Role.OPERATOR);
        audit.record(Deed.done(token.tenant(), user, Deed.Via.COMMAND, action,
                token.tenant() + "/" + token.member() + " " + token.id()));
    }

    /** Whether the token is in force. */
    boolean knows(Secret token) {
        return tokens.authenticate(token).isPresent();
    }

    @Override
    public void close() {
        database.close();
    }
}
