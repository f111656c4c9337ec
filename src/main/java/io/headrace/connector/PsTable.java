package io.headrace.connector;

import java.io.IOException;
import java.io.InterruptedIOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/**
 * Processes as {@code ps} shows them, for hosts without {@code /proc} (macOS, BSD). Starts are known to the second, and
 * instead of sessions process groups are seen.
 */
final class PsTable implements Processes {

    private static final Pattern LINE = Pattern.compile("\\s*(\\d+)\\s+(\\d+)\\s+(\\d+)\\s+(\\S+)\\s+(\\S.*?)\\s*");
    private static final Pattern RECORD = Pattern.compile("(\\d+)\\n\\s*(\\S.*?)\\s*\\n?");
    private static final String FIELDS = "pid=,ppid=,pgid=,stat=,lstart=";

    @Override
    public String identityScript() {
        return "echo $$ && LC_ALL=C TZ=UTC0 ps -o lstart= -p $$";
    }

    @Override
    public Optional<ProcessIdentity> parse(String recorded) {
        Matcher matcher = RECORD.matcher(recorded);
        return matcher.matches()
                ? Optional.of(new ProcessIdentity(Long.parseLong(matcher.group(1)), spaced(matcher.group(2))))
                : Optional.empty();
    }

    @Override
    public Set<ProcessIdentity> alive(Collection<ProcessIdentity> some) throws IOException {
        Set<ProcessIdentity> alive = new HashSet<>(some);
        alive.retainAll(all(Set.of()).stream().map(ProcessEntry::identity).collect(Collectors.toSet()));
        return alive;
    }

    @Override
    public List<ProcessEntry> scan(String marker) throws IOException {
        // With "e" the command is followed by its environment.
        List<String> command = System.getProperty("os.name", "").startsWith("Mac")
                ? List.of("ps", "-A", "-E", "-ww", "-o", "pid=,command=")
                : List.of("ps", "axeww", "-o", "pid=,command=");
        Set<Long> marked = new HashSet<>();
        for (String line : run(command)) {
            String[] parts = line.strip().split("\\s+", 2);
            if (parts.length == 2 && (" " + parts[1] + " ").contains(" " + marker + " ")) {
                marked.add(Long.parseLong(parts[0]));
            }
        }
        return all(marked);
    }

    private static List<ProcessEntry> all(Set<Long> marked) throws IOException {
        List<ProcessEntry> found = new ArrayList<>();
        for (String line : run(List.of("ps", "-A", "-o", FIELDS))) {
            Matcher matcher = LINE.matcher(line);
            if (matcher.matches() && !matcher.group(4).startsWith("Z")) {
                long pid = Long.parseLong(matcher.group(1));
                found.add(new ProcessEntry(new ProcessIdentity(pid, spaced(matcher.group(5))),
                        Long.parseLong(matcher.group(2)), Long.parseLong(matcher.group(3)), marked.contains(pid)));
            }
        }
        return found;
    }

    private static String spaced(String text) {
        return text.replaceAll("\\s+", " ");
    }

    private static List<String> run(List<String> command) throws IOException {
        ProcessBuilder builder = new ProcessBuilder(command).redirectError(ProcessBuilder.Redirect.DISCARD);
        builder.environment().putAll(Map.of("LC_ALL", "C", "TZ", "UTC0"));
        Process process = builder.start();
        process.getOutputStream().close();
        try (var out = process.inputReader(StandardCharsets.ISO_8859_1)) {
            List<String> lines = out.lines().toList();
            if (process.waitFor() != 0) {
                throw new IOException("ps ended with exit code " + process.exitValue());
            }
            return lines;
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new InterruptedIOException("interrupted");
        }
    }
}
