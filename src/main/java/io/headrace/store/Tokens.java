package io.headrace.store;

import io.headrace.model.Secret;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.security.SecureRandom;
import java.time.Duration;
import java.time.Instant;
import java.util.Base64;
import java.util.HexFormat;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * The tokens of members and operators: {@code hr_} and 32 random bytes, of which only the SHA-256 is kept. That is
 * enough without salt or stretching, as nobody can guess 256 random bits.
 */
public final class Tokens {
    /** The tenant under which tokens of operators are kept. */
    public static final String OPERATORS = "*";

    private static final String PREFIX = "hr_";
    private static final Duration COARSE = Duration.ofMinutes(10);

    private final Database database;
    private final SecureRandom random = new SecureRandom();

    public Tokens(Database database) {
        this.database = database;
    }

    /** A new token of a member; whether the member exists is the caller's to know. */
    public NewToken create(String tenant, String member) {
        Secret token = new Secret(PREFIX + Base64.getUrlEncoder().withoutPadding().encodeToString(bytes(32)));
        TokenRow row = new TokenRow(HexFormat.of().formatHex(bytes(6)), tenant, member, Columns.stored(database.now()),
                null, null);
        database.run(handle -> TokenTable.add(handle, row, hash(token)));
        return new NewToken(row, token);
    }

    /** All of a tenant, or of the whole server when it is null, oldest first; revoked ones too. */
    public List<TokenRow> list(@Nullable String tenant) {
        return database.read(handle -> TokenTable.list(handle, tenant));
    }

    /** Ends a token for good; whether the tenant has one with that id in force. */
    public boolean revoke(String tenant, String id) {
        return database.write(handle -> TokenTable.revoke(handle, tenant, id, database.now()));
    }

    /** Whose token it is, or empty when it is unknown or revoked. */
    public Optional<TokenRow> authenticate(Secret token) {
        Optional<TokenRow> found = database.read(handle -> TokenTable.valid(handle, hash(token)));
        found.ifPresent(this::noteUse);
        return found;
    }

    /** Notes the use now and then, without keeping the user waiting. */
    private void noteUse(TokenRow token) {
        Instant now = database.now();
        if (token.lastUsedAt() == null || token.lastUsedAt().plus(COARSE).isBefore(now)) {
            database.runLater(handle -> TokenTable.used(handle, token.id(), now));
        }
    }

    private byte[] bytes(int count) {
        byte[] bytes = new byte[count];
        random.nextBytes(bytes);
        return bytes;
    }

    private static String hash(Secret token) {
        try {
            byte[] bytes = token.reveal().getBytes(StandardCharsets.UTF_8);
            return HexFormat.of().formatHex(MessageDigest.getInstance("SHA-256").digest(bytes));
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every Java has SHA-256", e);
        }
    }
}
