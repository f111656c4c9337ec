package io.headrace.vault;

import com.google.crypto.tink.Aead;
import com.google.crypto.tink.InsecureSecretKeyAccess;
import com.google.crypto.tink.KeysetHandle;
import com.google.crypto.tink.RegistryConfiguration;
import com.google.crypto.tink.TinkJsonProtoKeysetFormat;
import com.google.crypto.tink.aead.AeadConfig;
import com.google.crypto.tink.aead.PredefinedAeadParameters;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.util.Base64;

/**
 * Seals texts for the database (AES-256-GCM) with the key set in {@code keys.json} of the data folder. The context, such
 * as the place where the value is kept, is not stored but must be the same when it is opened.
 */
public final class Seals {
    private static final String FILE = "keys.json";

    private final Aead aead;

    private Seals(Aead aead) {
        this.aead = aead;
    }

    /**
     * Reads the key set, or makes it when there is none.
     *
     * @throws VaultException when it cannot be read, is open to others, or is not a key set
     */
    public static Seals load(Path dataFolder) {
        Path path = dataFolder.resolve(FILE);
        try {
            AeadConfig.register();
            String keys = new String(KeyFile.load(path, Seals::fresh), StandardCharsets.UTF_8);
            KeysetHandle handle = TinkJsonProtoKeysetFormat.parseKeyset(keys, RegistryConfiguration.get(),
                    InsecureSecretKeyAccess.get());
            return new Seals(handle.getPrimitive(RegistryConfiguration.get(), Aead.class));
        } catch (GeneralSecurityException e) {
            // The cause may quote what it could not parse, so it is left out.
            throw new VaultException("the key file " + path + " holds no key set; give it back from a backup");
        }
    }

    private static byte[] fresh() {
        try {
            KeysetHandle handle = KeysetHandle.generateNew(PredefinedAeadParameters.AES256_GCM,
                    RegistryConfiguration.get());
            return TinkJsonProtoKeysetFormat
                    .serializeKeyset(handle, RegistryConfiguration.get(), InsecureSecretKeyAccess.get())
                    .getBytes(StandardCharsets.UTF_8);
        } catch (GeneralSecurityException e) {
            throw new VaultException("no key can be made", e);
        }
    }

    /** The text in a form that only this server can open, and only in the same context; never twice the same. */
    public String seal(String plain, String context) {
        try {
            byte[] sealed = aead.encrypt(plain.getBytes(StandardCharsets.UTF_8),
                    context.getBytes(StandardCharsets.UTF_8));
            return Base64.getUrlEncoder().withoutPadding().encodeToString(sealed);
        } catch (GeneralSecurityException e) {
            throw new VaultException("a value for " + context + " cannot be sealed", e);
        }
    }

    /**
     * The text that was sealed.
     *
     * @throws VaultException when it was sealed in another context or by other keys, or was changed
     */
    public String open(String sealed, String context) {
        try {
            byte[] plain = aead.decrypt(Base64.getUrlDecoder().decode(sealed),
                    context.getBytes(StandardCharsets.UTF_8));
            return new String(plain, StandardCharsets.UTF_8);
        } catch (GeneralSecurityException | IllegalArgumentException e) {
            throw new VaultException("a sealed value for " + context
                    + " does not open: it belongs elsewhere, was changed, or " + FILE + " is not the one it needs");
        }
    }
}
