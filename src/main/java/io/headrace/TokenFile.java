package io.headrace;

import io.headrace.cli.FileTrouble;
import io.headrace.model.Secret;
import io.headrace.store.Tokens;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileAttribute;
import java.nio.file.attribute.PosixFilePermissions;

/** A token kept for the next start in a file that only its owner reads. */
final class TokenFile {
    private static final FileAttribute<?> OWNER_ONLY = PosixFilePermissions
            .asFileAttribute(PosixFilePermissions.fromString("rw-------"));

    private final Path file;

    TokenFile(Path file) {
        this.file = file;
    }

    /** The token in the file while it is in force, else a new one that replaces it. */
    Secret secret(Tokens tokens, String tenant, String member) {
        try {
            if (Files.exists(file)) {
                Secret kept = new Secret(Files.readString(file).strip());
                if (tokens.authenticate(kept).isPresent()) {
                    return kept;
                }
            }
            Secret made = tokens.create(tenant, member).token();
            Files.deleteIfExists(file);
            Files.createFile(file, OWNER_ONLY);
            Files.writeString(file, made.reveal() + "\n");
            return made;
        } catch (IOException e) {
            throw new CannotException(
                    "cannot keep the token in " + file.toAbsolutePath() + ": " + FileTrouble.reason(e), e);
        }
    }
}
