package io.headrace.connector;

import io.headrace.model.Capability;
import io.headrace.model.ConnectorInfo;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Supplier;

/**
 * The connector {@code local}: machines are processes of this host. Each has a folder, which is its home, and on Linux a
 * loopback address of its own; its user data runs with the rights of the server or of the account's system user, so it is
 * for trying out and for tests, and nothing but their good will keeps machines of one user apart. Image, offer and resources are wishes that it does not look
 * at. It has no init that could start a machine again: one whose main process has ended is stopped for good.
 *
 * <p>User data finds {@code HEADRACE_HOME} (its folder, also the working directory and {@code HOME}),
 * {@code HEADRACE_ADDRESS}, {@code JAVA_HOME} with its programs first in {@code PATH}, {@code LANG}, and
 * {@code HEADRACE_MACHINE}, by which its processes are known.
 */
public final class LocalProvider implements ConnectorProvider {

    private static final String NO_OPTIONS = """
        {"$schema": "https://json-schema.org/draft/2020-12/schema", "type": "object", "additionalProperties": false}
        """;
    private static final ConnectorInfo INFO = new ConnectorInfo("local", Set.of(Capability.CLIENT_TOKENS), NO_OPTIONS,
            NO_OPTIONS);

    private static final Duration GRACE = Duration.ofSeconds(3);

    private final Set<Path> opened = ConcurrentHashMap.newKeySet();

    /** Looked for when first needed, as it starts a process. */
    private static final class Host {
        static final Optional<ControlGroups> GROUPS = ControlGroups.ofThisHost();
    }

    private final Supplier<Optional<ControlGroups>> groups;
    private final Processes processes = Processes.ofThisHost();
    private final Addresses addresses = new Addresses(System.getProperty("os.name", "").equals("Linux"));

    public LocalProvider() {
        this(() -> Host.GROUPS);
    }

    LocalProvider(Supplier<Optional<ControlGroups>> groups) {
        this.groups = groups;
    }

    @Override
    public ConnectorInfo info() {
        return INFO;
    }

    /** The account's user; one that is not configured any more is still the one of its machines. */
    private static Optional<LocalUser> user(Account account) throws IOException {
        Path remembered = account.folder().resolve(".user");
        String user = account.user();
        if (user != null) {
            Files.createDirectories(account.folder());
            Files.writeString(remembered, user);
            Permissions.set(remembered, Permissions.OWN_FILE);
        }
        return Files.exists(remembered) ? Optional.of(new LocalUser(Files.readString(remembered))) : Optional.empty();
    }

    @Override
    public Connector open(Account account) {
        try {
            LocalConnector connector = LocalConnector.open(account.folder(), addresses,
                    new Launch(processes, user(account), groups.get()), GRACE);
            if (opened.add(account.folder())) {
                // Later there may be another connector of this server at work in the same folder.
                connector.tidy();
            }
            return connector;
        } catch (IOException e) {
            throw CloudException.unavailable("the folder of the local machines cannot be used", e);
        }
    }
}
