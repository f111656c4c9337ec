package io.headrace.bench;

import io.headrace.connector.CreateRequest;
import io.headrace.model.Observed;
import io.headrace.model.Observed.Machine.Power;
import io.headrace.model.Tags;
import java.io.BufferedWriter;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;

/**
 * The machines of the benchmarks' cloud: {@code machines.tsv} has a line for each that was made or deleted, of which the
 * driver reads whose agents it is to play. Times are of {@link System#nanoTime()}, which processes of one host share.
 */
final class MachineFile {

    /**
     * One line: id, key, token of its agent, server id, machine hash, client token, begin and end of the create call;
     * an empty token says that it was deleted.
     */
    record Line(String id, String key, String token, String server, String hash, String clientToken, long begun,
            long ended) {

        static Line parse(String text) {
            String[] parts = text.split("\t", -1);
            return new Line(parts[0], parts[1], parts[2], parts[3], parts[4], parts[5], Long.parseLong(parts[6]),
                    Long.parseLong(parts[7]));
        }

        @Override
        public String toString() {
            return String.join("\t", id, key, token, server, hash, clientToken, Long.toString(begun),
                    Long.toString(ended));
        }
    }

    private final BufferedWriter out;
    private final Map<String, Observed> machines = new ConcurrentHashMap<>();
    private final Map<String, Observed.Machine> tokens = new ConcurrentHashMap<>();
    private int last;

    private MachineFile(Path file) {
        try {
            if (Files.exists(file)) {
                new MachineLines(file).all().forEach(line -> keep(line, "bench"));
            }
            out = Files.newBufferedWriter(file, StandardOpenOption.CREATE, StandardOpenOption.APPEND);
        } catch (IOException broken) {
            throw new UncheckedIOException(broken);
        }
    }

    static MachineFile open(Path folder) {
        return new MachineFile(folder.resolve("machines.tsv"));
    }

    List<Observed> all() {
        return List.copyOf(machines.values());
    }

    synchronized Observed.Machine create(CreateRequest request, long begun) {
        Observed.Machine known = tokens.get(request.clientToken());
        if (known != null) {
            return known;
        }
        Map<String, String> tags = request.tags();
        Line line = new Line("m-" + (last + 1), request.key().toString(), token(request.userData()),
                tags.getOrDefault(Tags.SERVER, ""), tags.getOrDefault(Tags.MACHINE_HASH, ""), request.clientToken(),
                begun, System.nanoTime());
        append(line);
        return keep(line, request.name());
    }

    synchronized void delete(String id) {
        machines.remove(id);
        append(new Line(id, "", "", "", "", "", 0, 0));
    }

    private Observed.Machine keep(Line line, String name) {
        Observed.Machine machine = new Observed.Machine(line.id(), name, Power.RUNNING, "127.0.0.1", Map.of(
                Tags.SERVER, line.server(), Tags.INSTANCE, line.key(), Tags.MACHINE_HASH, line.hash(), Tags.TOKEN,
                line.clientToken()));
        last = Math.max(last, Integer.parseInt(line.id().substring(2)));
        if (line.token().isEmpty()) {
            machines.remove(line.id());
        } else {
            machines.put(line.id(), machine);
            tokens.put(line.clientToken(), machine);
        }
        return machine;
    }

    private void append(Line line) {
        try {
            out.write(line + "\n");
            out.flush();
        } catch (IOException broken) {
            throw new UncheckedIOException(broken);
        }
    }

    private static String token(String userData) {
        return userData.lines()
                .filter(line -> line.startsWith("token="))
                .map(line -> line.substring("token=".length()))
                .findFirst()
                .orElseThrow();
    }
}
