package io.headrace;

import io.headrace.model.Secret;
import io.headrace.store.Database;
import io.headrace.store.Tokens;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.InstantSource;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import static org.assertj.core.api.Assertions.assertThat;

final class TokenFileTest {
    @TempDir
    Path folder = Path.of("unset");

    @Test
    void token_isKeptForItsOwnerAlone_usedAgain_andReplacedWhenRevoked() throws IOException {
        Path file = folder.resolve("token");
        try (Database database = Database.open("jdbc:sqlite:" + folder.resolve("h.db"), InstantSource.system())) {
            Tokens tokens = new Tokens(database);
            Secret first = new TokenFile(file).secret(tokens, "demo", "demo");
            assertThat(Files.readString(file)).isEqualTo(first.reveal() + "\n");
            assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(file))).isEqualTo("rw-------");
            assertThat(new TokenFile(file).secret(tokens, "demo", "demo")).isEqualTo(first);
            tokens.revoke("demo", tokens.list("demo").getFirst().id());
            assertThat(new TokenFile(file).secret(tokens, "demo", "demo")).isNotEqualTo(first);
        }
    }
}
