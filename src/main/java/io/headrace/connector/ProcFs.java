package io.headrace.connector;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/**
 * Processes as Linux shows them below {@code /proc} (proc(5)). A process is known by its number, its start in clock ticks
 * since boot, and the boot. What cannot be read has ended in the meantime, or is none of ours.
 */
final class ProcFs implements Processes {

    private static final String BOOT = "sys/kernel/random/boot_id";
    private static final DirectoryStream.Filter<Path> NUMBERS = path -> Character
            .isDigit(path.getFileName().toString().charAt(0));

    private final Path root;
    private final String boot;

    ProcFs(Path root) {
        this.root = root;
        this.boot = read(root.resolve(BOOT)).strip();
    }

    @Override
    public String identityScript() {
        return "cat " + root.resolve(BOOT) + " && cat " + root + "/$$/stat";
    }

    @Override
    public Optional<ProcessIdentity> parse(String recorded) {
        int line = recorded.indexOf('\n');
        return line < 0 ? Optional.empty() : stat(recorded.substring(line + 1), recorded.substring(0, line));
    }

    @Override
    public Set<ProcessIdentity> alive(Collection<ProcessIdentity> some) {
        Set<ProcessIdentity> alive = new HashSet<>();
        for (ProcessIdentity one : some) {
            String stat = read(root.resolve(one.pid() + "/stat"));
            if (!ended(stat) && stat(stat, boot).filter(one::equals).isPresent()) {
                alive.add(one);
            }
        }
        return alive;
    }

    @Override
    public List<ProcessEntry> scan(String marker) throws IOException {
        List<ProcessEntry> found = new ArrayList<>();
        try (DirectoryStream<Path> all = Files.newDirectoryStream(root, NUMBERS)) {
            for (Path one : all) {
                String stat = read(one.resolve("stat"));
                Optional<ProcessIdentity> identity = stat(stat, boot);
                if (identity.isPresent() && !ended(stat)) {
                    String[] fields = afterName(stat);
                    boolean marked = ("\0" + read(one.resolve("environ"))).contains("\0" + marker + "\0");
                    found.add(new ProcessEntry(identity.get(), Long.parseLong(fields[1]), Long.parseLong(fields[3]),
                            marked));
                }
            }
        }
        return found;
    }

    private static Optional<ProcessIdentity> stat(String stat, String boot) {
        String[] fields = afterName(stat);
        if (fields.length < 20) {
            return Optional.empty();
        }
        long pid = Long.parseLong(stat.substring(0, stat.indexOf(' ')));
        return Optional.of(new ProcessIdentity(pid, boot + ":" + fields[19]));
    }

    /** The fields from the third on: state, parent, group, session, ...; the second is a name that may hold anything. */
    private static String[] afterName(String stat) {
        int end = stat.lastIndexOf(") ");
        return end < 0 ? new String[0] : stat.substring(end + 2).strip().split(" ");
    }

    private static boolean ended(String stat) {
        String[] fields = afterName(stat);
        return fields.length == 0 || fields[0].equals("Z") || fields[0].equals("X");
    }

    private static String read(Path file) {
        try {
            return new String(Files.readAllBytes(file), StandardCharsets.ISO_8859_1);
        } catch (IOException e) {
            return "";
        }
    }
}
