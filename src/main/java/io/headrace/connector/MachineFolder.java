package io.headrace.connector;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.NoSuchFileException;
import java.nio.file.NotDirectoryException;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.Optional;
import java.util.Set;

/**
 * The folder of one local machine. {@code machine.properties} says what it is, {@code user-data} is what it runs,
 * {@code process} the identity of its main process, {@code console.log} what that prints; the machine itself lives in
 * {@code home}, so that a recipe that clears its working folder does not take the rest along.
 */
record MachineFolder(Path path) {

    private static final int MAX_BYTES = 1 << 20;
    private static final String DELETED = "deleted";

    String id() {
        return path.getFileName().toString();
    }

    Path home() {
        return path.resolve("home");
    }

    Path console() {
        return path.resolve("console.log");
    }

    boolean exists() {
        return Files.isDirectory(path, LinkOption.NOFOLLOW_LINKS);
    }

    /** Fills a new folder; it becomes a machine's by being renamed, so there is none that is half made. */
    void write(LocalMachine machine, String userData, Optional<LocalUser> user) throws IOException {
        Files.createDirectory(path);
        // The user data holds a token.
        Permissions.set(path, Permissions.OWN_FOLDER);
        Files.createDirectory(home());
        writeSafely(path.resolve("user-data"), userData);
        writeSafely(path.resolve("machine.properties"), machine.toText());
        Files.createFile(console());
        Permissions.set(path.resolve("user-data"), Permissions.OWN_FOLDER);
        Permissions.set(path.resolve("machine.properties"), Permissions.OWN_FILE);
        Permissions.set(console(), Permissions.OWN_FILE);
        if (user.isPresent()) {
            give(user.get());
        }
    }

    /** The user gets its home and what it runs; what the machine is and which process it has stays the server's. */
    private void give(LocalUser user) throws IOException {
        user.own(path.resolve("user-data"), "r-x------");
        user.own(home(), Permissions.OWN_FOLDER);
        Permissions.set(path, Permissions.PASSED);
    }

    private static void writeSafely(Path file, String text) throws IOException {
        ByteBuffer bytes = ByteBuffer.wrap(text.getBytes(StandardCharsets.UTF_8));
        try (FileChannel out = FileChannel.open(file,
                Set.of(StandardOpenOption.CREATE_NEW, StandardOpenOption.WRITE))) {
            while (bytes.hasRemaining()) {
                out.write(bytes);
            }
            // A rename that survives a loss of power while the content does not would be a machine without tags.
            out.force(true);
        }
    }

    /** What the machine is; empty when the folder is gone, or is not one that {@link #write} filled. */
    Optional<LocalMachine> machine() throws IOException {
        return read("machine.properties").flatMap(LocalMachine::parse);
    }

    /** What its main process wrote of itself before it began; empty while none did. */
    Optional<String> process() throws IOException {
        return read("process");
    }

    /** Sees to it that nothing is started here any more, not even by a launcher that is already on its way. */
    void forbidStart() throws IOException {
        try {
            Files.writeString(path.resolve("process"), DELETED, StandardOpenOption.CREATE_NEW,
                    StandardOpenOption.WRITE);
            Permissions.set(path.resolve("process"), Permissions.OWN_FILE);
        } catch (FileAlreadyExistsException | NoSuchFileException e) {
            // Started before, or gone already: nothing will be started either way.
            return;
        }
    }

    /** Whether a delete began before anything was started, and did not come to its end. */
    boolean doomed() throws IOException {
        return process().filter(DELETED::equals).isPresent();
    }

    private Optional<String> read(String name) throws IOException {
        Path file = path.resolve(name);
        try (var in = Files.newInputStream(file, LinkOption.NOFOLLOW_LINKS)) {
            return Optional.of(new String(in.readNBytes(MAX_BYTES), StandardCharsets.UTF_8));
        } catch (NoSuchFileException | NotDirectoryException e) {
            return Optional.empty();
        }
    }
}
