package io.headrace.store;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.jdbi.v3.core.Handle;
import org.jspecify.annotations.Nullable;

/** The statements on the table of tokens, which holds their hashes. */
final class TokenTable {
    private TokenTable() {}

    static void add(Handle handle, TokenRow token, String hash) {
        handle.createUpdate("""
            insert into token (id, hash, tenant, member, created_at)
            values (:id, :hash, :tenant, :member, :createdAt)
            """)
                .bind("id", token.id())
                .bind("hash", hash)
                .bind("tenant", token.tenant())
                .bind("member", token.member())
                .bind("createdAt", Columns.millis(token.createdAt()))
                .execute();
    }

    static List<TokenRow> list(Handle handle, @Nullable String tenant) {
        Where where = new Where().and("tenant = :tenant", "tenant", tenant);
        return where.bind(handle.createQuery("""
            select id, tenant, member, created_at, revoked_at, last_used_at
            from token %s order by created_at, id
            """.formatted(where.clause()))).map((row, context) -> token(row)).list();
    }

    static Optional<TokenRow> valid(Handle handle, String hash) {
        return handle.createQuery("""
            select id, tenant, member, created_at, revoked_at, last_used_at
            from token where hash = :hash and revoked_at is null
            """).bind("hash", hash).map((row, context) -> token(row)).findOne();
    }

    static boolean revoke(Handle handle, String tenant, String id, Instant now) {
        return handle.createUpdate("""
            update token set revoked_at = :now where tenant = :tenant and id = :id and revoked_at is null
            """).bind("now", Columns.millis(now)).bind("tenant", tenant).bind("id", id).execute() == 1;
    }

    static void used(Handle handle, String id, Instant now) {
        handle.createUpdate("update token set last_used_at = :now where id = :id")
                .bind("now", Columns.millis(now))
                .bind("id", id)
                .execute();
    }

    private static TokenRow token(ResultSet row) throws SQLException {
        return new TokenRow(row.getString("id"), row.getString("tenant"), row.getString("member"),
                Columns.time(row, "created_at"), Columns.timeOrNull(row, "revoked_at"),
                Columns.timeOrNull(row, "last_used_at"));
    }
}
