package io.headrace.vault;

import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.Base64;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

/** Values sealed for the database. */
final class SealsTest {
    private static final String CONTEXT = "acme/infra/shop/lamp run password";

    @TempDir
    private Path folder = Path.of("replaced");

    @ParameterizedTest
    @ValueSource(strings = {"", "s3cret", "é\u0000\n\uD83D\uDE00"})
    void value_sealed_opensAfterARestart(String plain) {
        String sealed = Seals.load(folder).seal(plain, CONTEXT);
        assertThat(Seals.load(folder).open(sealed, CONTEXT)).isEqualTo(plain);
    }

    @Test
    void value_sealedTwice_isNotTheSame() {
        Seals seals = Seals.load(folder);
        String sealed = seals.seal("s3cret", CONTEXT);
        assertThat(seals.seal("s3cret", CONTEXT)).isNotEqualTo(sealed);
        assertThat(new String(Base64.getUrlDecoder().decode(sealed), StandardCharsets.ISO_8859_1))
                .doesNotContain("s3cret");
    }

    @Test
    void value_inAnotherContext_doesNotOpen() {
        Seals seals = Seals.load(folder);
        String sealed = seals.seal("s3cret", CONTEXT);
        assertThatThrownBy(() -> seals.open(sealed, "other/infra/shop/lamp run password"))
                .isInstanceOf(VaultException.class)
                .hasMessageNotContaining("s3cret");
    }

    @Test
    void value_ofAnotherServer_doesNotOpen() {
        String sealed = Seals.load(folder.resolve("a")).seal("s3cret", CONTEXT);
        Seals other = Seals.load(folder.resolve("b"));
        assertThatThrownBy(() -> other.open(sealed, CONTEXT)).isInstanceOf(VaultException.class);
    }

    @Test
    void value_changedAnywhere_doesNotOpen() {
        Seals seals = Seals.load(folder);
        byte[] sealed = Base64.getUrlDecoder().decode(seals.seal("s3cret", CONTEXT));
        for (int i = 0; i < sealed.length; i++) {
            byte[] changed = sealed.clone();
            changed[i] ^= 1;
            String text = Base64.getUrlEncoder().encodeToString(changed);
            assertThatThrownBy(() -> seals.open(text, CONTEXT)).as("byte %d", i).isInstanceOf(VaultException.class);
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "x", "not base64!", "AAAA"})
    void text_thatIsNoSeal_doesNotOpen(String text) {
        Seals seals = Seals.load(folder);
        assertThatThrownBy(() -> seals.open(text, CONTEXT)).isInstanceOf(VaultException.class);
    }

    @Test
    void keys_made_areTheirOwnersOnly() throws Exception {
        Seals.load(folder);
        assertThat(Files.getPosixFilePermissions(folder.resolve("keys.json")))
                .isEqualTo(PosixFilePermissions.fromString("rw-------"));
    }

    @Test
    void keys_broken_areRefusedWithoutShowingThem() throws Exception {
        Seals.load(folder);
        Path file = folder.resolve("keys.json");
        String keys = Files.readString(file);
        Files.writeString(file, keys.substring(0, keys.length() / 2));
        assertThatThrownBy(() -> Seals.load(folder)).isInstanceOf(VaultException.class)
                .hasMessage("the key file " + file + " holds no key set; give it back from a backup")
                .hasNoCause();
    }
}
