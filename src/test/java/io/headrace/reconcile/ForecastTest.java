package io.headrace.reconcile;

import io.headrace.blueprint.Compilation;
import io.headrace.blueprint.SecretUse;
import io.headrace.model.DesiredState;
import io.headrace.model.Principal;
import io.headrace.model.Problem;
import io.headrace.model.Role;
import io.headrace.store.Database;
import io.headrace.store.Runs;
import io.headrace.store.SecretRows;
import java.nio.file.Path;
import java.time.InstantSource;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import static org.assertj.core.api.Assertions.assertThat;

final class ForecastTest {

    private static final Principal ALICE = new Principal("acme", "alice", Role.OWNER);

    @TempDir
    Path folder = Path.of("");

    @Test
    void secrets_thatTheTenantHasNotSet_areWarnedOfWhereTheyAreNamed() {
        try (Database database = Database.open("jdbc:sqlite:" + folder.resolve("a.db"), InstantSource.system())) {
            SecretRows secrets = new SecretRows(database);
            secrets.set("acme", "known", "sealed", ALICE, 9);
            secrets.set("globex", "db", "sealed", ALICE, 9);
            Compilation compilation = new Compilation(List.of(), new DesiredState(new TreeMap<>(), Map.of()),
                    List.of(new SecretUse("a.yaml", 3, 9, "known"), new SecretUse("b.yaml", 7, 21, "db")));
            Forecast forecast = new Forecast(new Runs(database), secrets, () -> Life.USUAL);
            assertThat(forecast.unset(Life.INFRA, compilation)).containsExactly(Problem.warning("b.yaml", 7, 21,
                    "secret 'db' is not set, and what needs it waits: run `headrace secret set db`"));
        }
    }
}
