package io.headrace.store;

import io.headrace.model.Principal;
import io.headrace.model.Role;
import java.time.Duration;
import org.junit.jupiter.api.Test;

import static io.headrace.store.Samples.ALICE;
import static io.headrace.store.Samples.NOON;
import static org.assertj.core.api.Assertions.assertThat;

/** What a database promises of secrets. */
abstract class SecretsContract extends StoreContract {
    private static final Principal BOB = new Principal("acme", "bob", Role.DEVELOPER);

    private SecretRows secrets() {
        return new SecretRows(database());
    }

    @Test
    final void secret_setAgain_isANewVersion() {
        assertThat(secrets().set("acme", "smtp", "sealed-1", ALICE, 10)).isTrue();
        clock.advance(Duration.ofMinutes(1));
        assertThat(secrets().set("acme", "smtp", "sealed-2", BOB, 10)).isTrue();
        close();
        assertThat(secrets().find("acme", "smtp"))
                .contains(new SecretRow("acme", "smtp", "sealed-2", 2, NOON.plusSeconds(60), BOB));
    }

    @Test
    final void secret_ofOneTenant_isNoOthers() {
        secrets().set("acme", "smtp", "sealed", ALICE, 10);
        assertThat(secrets().find("globex", "smtp")).isEmpty();
        assertThat(secrets().of("globex")).isEmpty();
        assertThat(secrets().delete("globex", "smtp")).isFalse();
        assertThat(secrets().of("acme")).map(SecretRow::name).containsExactly("smtp");
    }

    @Test
    final void secret_deleted_isGone() {
        secrets().set("acme", "smtp", "sealed", ALICE, 10);
        assertThat(secrets().delete("acme", "smtp")).isTrue();
        assertThat(secrets().delete("acme", "smtp")).isFalse();
        assertThat(secrets().find("acme", "smtp")).isEmpty();
    }

    @Test
    final void secrets_beyondTheMost_areNotKept() {
        assertThat(secrets().set("acme", "a", "sealed", ALICE, 1)).isTrue();
        assertThat(secrets().set("acme", "b", "sealed", ALICE, 1)).isFalse();
        assertThat(secrets().set("acme", "a", "sealed-2", ALICE, 1)).isTrue();
        assertThat(secrets().set("globex", "b", "sealed", ALICE, 1)).isTrue();
        assertThat(secrets().of("acme")).map(SecretRow::name).containsExactly("a");
    }
}
