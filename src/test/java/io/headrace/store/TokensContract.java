package io.headrace.store;

import io.headrace.model.Secret;
import java.time.Duration;
import java.util.List;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.Test;

import static io.headrace.store.Samples.NOON;
import static org.assertj.core.api.Assertions.assertThat;

/** What a database promises of tokens. */
abstract class TokensContract extends StoreContract {
    private Tokens tokens() {
        return new Tokens(database());
    }

    @Test
    final void token_created_isTheMembers() {
        NewToken alice = tokens().create("acme", "alice");
        NewToken root = tokens().create(Tokens.OPERATORS, "root");
        assertThat(alice.token().reveal()).matches("hr_[A-Za-z0-9_-]{43}");
        assertThat(alice.row()).isEqualTo(new TokenRow(alice.row().id(), "acme", "alice", NOON, null, null));
        close();
        assertThat(tokens().authenticate(alice.token())).contains(alice.row());
        assertThat(tokens().authenticate(root.token())).contains(root.row());
        assertThat(tokens().list("acme")).map(TokenRow::member).containsExactly("alice");
        assertThat(tokens().list(null)).map(TokenRow::member).containsExactlyInAnyOrder("alice", "root");
    }

    @Test
    final void token_thatNobodyMade_isNobodys() {
        Secret known = tokens().create("acme", "alice").token();
        for (String text : List.of("", "hr_", known.reveal() + "A", known.reveal().substring(1), "hr_\u0000é")) {
            assertThat(tokens().authenticate(new Secret(text))).as(text).isEmpty();
        }
    }

    @Test
    final void token_revoked_isNobodysAndCannotBeRevokedAgain() {
        NewToken alice = tokens().create("acme", "alice");
        NewToken bob = tokens().create("acme", "bob");
        assertThat(tokens().revoke("other", alice.row().id())).isFalse();
        assertThat(tokens().revoke("acme", alice.row().id())).isTrue();
        assertThat(tokens().revoke("acme", alice.row().id())).isFalse();
        assertThat(tokens().authenticate(alice.token())).isEmpty();
        assertThat(tokens().authenticate(bob.token())).isPresent();
        assertThat(tokens().list("acme")).filteredOn(row -> row.revokedAt() != null)
                .containsExactly(new TokenRow(alice.row().id(), "acme", "alice", NOON, NOON, null));
    }

    @Test
    final void token_used_isNotedNowAndThen() {
        NewToken alice = tokens().create("acme", "alice");
        assertThat(tokens().authenticate(alice.token())).isPresent();
        Awaitility.await().until(() -> NOON.equals(tokens().list("acme").getFirst().lastUsedAt()));
        clock.advance(Duration.ofMinutes(5));
        assertThat(tokens().authenticate(alice.token())).isPresent();
        clock.advance(Duration.ofMinutes(6));
        assertThat(tokens().authenticate(alice.token())).isPresent();
        Awaitility.await().until(() -> NOON.plusSeconds(660).equals(tokens().list("acme").getFirst().lastUsedAt()));
    }
}
