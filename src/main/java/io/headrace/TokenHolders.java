package io.headrace;

import io.headrace.model.Authenticator;
import io.headrace.model.Principal;
import io.headrace.model.Role;
import io.headrace.model.Secret;
import io.headrace.model.Settings;
import io.headrace.store.TokenRow;
import io.headrace.store.Tokens;
import java.util.Optional;
import java.util.function.Supplier;

/** Tells whose token it is: the store knows the tokens, the configuration the members and their roles. */
final class TokenHolders implements Authenticator {
    private final Tokens tokens;
    private final Supplier<Settings> settings;
    private final boolean lost;

    /**
     * @param lost whether the tokens of an earlier database are lost
     */
    TokenHolders(Tokens tokens, Supplier<Settings> settings, boolean lost) {
        this.tokens = tokens;
        this.settings = settings;
        this.lost = lost;
    }

    @Override
    public Optional<Principal> authenticate(Secret token) {
        return tokens.authenticate(token).flatMap(this::holder);
    }

    @Override
    public String refusal() {
        return Authenticator.super.refusal()
                + (lost ? "; the server lost its database, and with it all tokens that were made before" : "");
    }

    private Optional<Principal> holder(TokenRow row) {
        return role(row).map(role -> new Principal(row.tenant(), row.member(), role));
    }

    private Optional<Role> role(TokenRow row) {
        if (row.tenant().equals(Tokens.OPERATORS)) {
            return settings.get().operators().contains(row.member()) ? Optional.of(Role.OPERATOR) : Optional.empty();
        }
        return settings.get().tenant(row.tenant()).map(tenant -> tenant.members().get(row.member()));
    }
}
