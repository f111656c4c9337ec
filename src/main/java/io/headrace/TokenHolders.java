package io.headrace;

import io.headrace.model.Authenticator;
import io.headrace.model.Principal;
import io.headrace.model.Role;
import io.headrace.model.Secret;
import io.headrace.model.TenantSettings;
import io.headrace.store.TokenRow;
import io.headrace.store.Tokens;
import java.util.Collection;
import java.util.Optional;
import java.util.Set;

/** Tells whose token it is: the store knows the tokens, the configuration the members and their roles. */
final class TokenHolders implements Authenticator {
    private final Tokens tokens;
    private final Collection<TenantSettings> tenants;
    private final Set<String> operators;

    TokenHolders(Tokens tokens, Collection<TenantSettings> tenants, Collection<String> operators) {
        this.tokens = tokens;
        this.tenants = tenants;
        this.operators = Set.copyOf(operators);
    }

    @Override
    public Optional<Principal> authenticate(Secret token) {
        return tokens.authenticate(token).flatMap(this::holder);
    }

    private Optional<Principal> holder(TokenRow row) {
        return role(row).map(role -> new Principal(row.tenant(), row.member(), role));
    }

    private Optional<Role> role(TokenRow row) {
        if (row.tenant().equals(Tokens.OPERATORS)) {
            return operators.contains(row.member()) ? Optional.of(Role.OPERATOR) : Optional.empty();
        }
        return tenants.stream()
                .filter(tenant -> tenant.name().equals(row.tenant()))
                .findFirst()
                .map(tenant -> tenant.members().get(row.member()));
    }
}
