package io.headrace.reconcile;

import io.headrace.connector.Account;
import io.headrace.connector.InMemoryCloud;
import io.headrace.connector.InMemoryProvider;
import io.headrace.model.AccountKey;
import io.headrace.model.Observed;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

import static org.assertj.core.api.Assertions.assertThat;

/** How often an account is looked at. */
final class InventoryTest {

    private static final AccountKey ACCOUNT = new AccountKey("acme", "memory", null, null, null);
    private static final Instant NOON = Instant.parse("2026-03-01T12:00:00Z");

    private final InMemoryCloud cloud = new InMemoryCloud(true);
    private final Inventory inventory = new Inventory(new InMemoryProvider(cloud)
            .open(new Account(ACCOUNT, "server", "{}", null, Path.of("unused"), () -> NOON)), () -> NOON);

    @ParameterizedTest
    @CsvSource({"3, 0", "5000, 0", "10000, 20", "30000, 40"})
    void account_observed_isDueAgainAfterThatManySeconds(int machines, int seconds) {
        assertThat(inventory.due(NOON)).isTrue();
        for (int i = 0; i < machines; i++) {
            cloud.put(ACCOUNT, new Observed.Machine("m-" + i, "m", Observed.Machine.Power.RUNNING, null, Map.of()));
        }
        inventory.since(NOON);

        assertThat(inventory.due(NOON.plusSeconds(seconds))).isTrue();
        assertThat(inventory.due(NOON.plusSeconds(seconds).minusMillis(1))).isEqualTo(seconds == 0);
        assertThat(inventory.due(NOON.minus(Duration.ofHours(1)))).isTrue();
    }
}
