package io.headrace.connector;

import java.io.File;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HexFormat;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.UUID;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Where machines get a {@link ControlGroup} each: {@code headrace} below the version 2 hierarchy, or below the server's own
 * group where that alone is the server's. Several servers may share it, so groups are named by the machine's folder.
 */
final class ControlGroups {

    private static final Logger LOG = LoggerFactory.getLogger(ControlGroups.class);
    private static final String OWN = "headrace";

    private final Path root;

    private ControlGroups(Path root) {
        this.root = root;
    }

    /** Those of this host, or none when it has no such hierarchy or the server may not use it. */
    static Optional<ControlGroups> ofThisHost() {
        return of(Path.of("/proc/self"));
    }

    static Optional<ControlGroups> of(Path self) {
        try {
            Optional<Path> mount = mount(Files.readString(self.resolve("mountinfo")));
            if (mount.isEmpty()) {
                return Optional.empty();
            }
            String group = Files.readAllLines(self.resolve("cgroup"))
                    .stream()
                    .filter(line -> line.startsWith("0::/"))
                    .map(line -> line.substring("0::/".length()))
                    .findFirst()
                    .orElse("");
            for (Path above : List.of(mount.get(), mount.get().resolve(group))) {
                ControlGroups groups = new ControlGroups(above.resolve(OWN));
                if (groups.usable()) {
                    return Optional.of(groups);
                }
            }
        } catch (IOException e) {
            LOG.debug("no control groups here", e);
        }
        return Optional.empty();
    }

    /** Where the hierarchy of version 2 is mounted, by proc(5). */
    static Optional<Path> mount(String mountinfo) {
        return mountinfo.lines()
                .map(line -> line.split(" - ", 2))
                .filter(parts -> parts.length == 2 && parts[1].startsWith("cgroup2 "))
                .map(parts -> parts[0].split(" ", -1))
                .filter(fields -> fields.length > 4)
                .map(fields -> Path.of(fields[4].replace("\\040", " ")))
                .findFirst();
    }

    /** Whether a process can be put into a group here, and killed with it. */
    private boolean usable() {
        ControlGroup probe = new ControlGroup(root.resolve("probe-" + UUID.randomUUID()));
        try {
            Files.createDirectories(probe.path());
            Process process = new ProcessBuilder("sh", "-c",
                    "echo $$ >\"$1\"/cgroup.procs && [ -w \"$1\"/cgroup.kill ]",
                    "sh", probe.path().toString())
                    .redirectInput(new File("/dev/null"))
                    .redirectOutput(ProcessBuilder.Redirect.DISCARD)
                    .redirectError(ProcessBuilder.Redirect.DISCARD)
                    .start();
            boolean usable = process.waitFor() == 0;
            probe.end();
            return usable;
        } catch (IOException e) {
            return false;
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return false;
        }
    }

    /** The group of the machine with this folder; it need not exist. */
    ControlGroup of(MachineFolder machine) {
        Path account = Objects.requireNonNull(machine.path().getParent());
        return new ControlGroup(root.resolve(prefix(account) + machine.id()));
    }

    ControlGroup make(MachineFolder machine) throws IOException {
        ControlGroup group = of(machine);
        Files.createDirectories(group.path());
        return group;
    }

    private static String prefix(Path account) {
        byte[] hash = Sha256.of(account.toAbsolutePath().normalize().toString().getBytes(StandardCharsets.UTF_8));
        return HexFormat.of().formatHex(hash, 0, 6) + ".";
    }

    /** Removes empty groups of machines that are no more; of others it says how to end them. */
    void sweep(Path account) throws IOException {
        if (!Files.isDirectory(root)) {
            return;
        }
        String prefix = prefix(account);
        try (DirectoryStream<Path> all = Files.newDirectoryStream(root, prefix + "*")) {
            for (Path one : all) {
                String id = one.getFileName().toString().substring(prefix.length());
                if (!Files.exists(account.resolve(id)) && !new ControlGroup(one).removed()) {
                    LOG.warn(
                            "processes of machine {} run, but its folder is gone: end them with: echo 1 >{}/cgroup.kill",
                            id, one);
                }
            }
        }
    }
}
