package io.headrace.bench;

import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.Function;
import java.util.stream.Collectors;

/** 2,000 agents that wait for work, and values that one instance sets while another waits for them. */
final class AgentBenchmark implements Benchmark {

    private static final int RUNS = 200;
    private static final int REPLICAS = 10;
    private static final int AGENTS = RUNS * REPLICAS;
    private static final int PAIRS = 100;
    private static final Duration WATCHED = Duration.ofSeconds(60);

    @Override
    public List<Figure> measure(Path folder) {
        try (ServerProcess server = ServerProcess.bench(folder, 0).withToken()) {
            server.start();
            WorkTree tree = new WorkTree(server);
            StringBuilder runs = new StringBuilder(Fixtures.CLOUD);
            for (int i = 0; i < RUNS; i++) {
                runs.append(Fixtures.run("run-" + i, REPLICAS, "t"));
            }
            for (int i = 0; i < PAIRS; i++) {
                runs.append(Fixtures.pair("pair-" + i));
            }
            tree.write("all.yaml", runs.toString());
            tree.commit("All runs");
            tree.push();
            Waiting.until("the machines", () -> server.machines().size() == AGENTS + 3 * PAIRS);
            List<Figure> figures = new ArrayList<>(values(server));
            figures.addAll(idle(server));
            return figures;
        }
    }

    private static List<Figure> values(ServerProcess server) {
        Client client = server.client();
        Map<String, MachineFile.Line> pairs = server.machines()
                .stream()
                .filter(line -> line.key().contains(":pair-"))
                .collect(Collectors.toMap(line -> line.key().replaceFirst("^.*:(pair-\\d+):(.*):1$", "$1 $2"),
                        Function.identity()));
        pairs.forEach((name, line) -> {
            if (!name.contains(" absent")) {
                Fleet.hello(client, line);
            }
        });
        List<Double> taken = new ArrayList<>();
        for (int i = 0; i < PAIRS; i++) {
            MachineFile.Line a = Objects.requireNonNull(pairs.get("pair-" + i + " a.1"));
            MachineFile.Line b = Objects.requireNonNull(pairs.get("pair-" + i + " b.1"));
            CompletableFuture<Long> answered = CompletableFuture.supplyAsync(() -> {
                String answer = client.agent("get", b, "key=a.1:value\n", "");
                if (!answer.startsWith("headrace 200")) {
                    throw new IllegalStateException("get: " + answer);
                }
                return System.nanoTime();
            });
            // Until the get is blocked on the server; nothing outside shows that.
            Waiting.pass(Duration.ofMillis(60));
            long begun = System.nanoTime();
            client.agent("set", a, "key=value\n", "v" + i);
            taken.add((answered.join() - begun) / 1e6);
        }
        return List.of(Figure.median("set -> blocked get returns", "ms", 50, Samples.of(taken)),
                Figure.quantile("set -> blocked get returns", "ms", 50, 0.99, Samples.of(taken)));
    }

    private static List<Figure> idle(ServerProcess server) {
        Client client = server.client();
        List<MachineFile.Line> agents = server.machines()
                .stream()
                .filter(line -> !line.key().contains(":pair-"))
                .toList();
        Fleet.each(agents, line -> Fleet.hello(client, line));
        double before = server.residentMiB();
        AtomicBoolean stop = new AtomicBoolean();
        for (MachineFile.Line agent : agents) {
            Thread.ofVirtual().start(() -> poll(client, agent, stop));
        }
        // One whole round of long polls before, so that connecting is not counted.
        Waiting.pass(WATCHED);
        double used = server.processorSeconds();
        Waiting.pass(WATCHED);
        double share = (server.processorSeconds() - used) / WATCHED.toSeconds() * 100;
        double each = (server.residentMiB() - before) * 1024 / AGENTS;
        stop.set(true);
        return List.of(Figure.single("2000 connected idle agents: processor time, of one core", "%", 25, share),
                Figure.single("2000 connected idle agents: memory for each", "KiB", 64, each));
    }

    /** Long polls one after the other; the last is broken off by the end of the server. */
    private static void poll(Client client, MachineFile.Line agent, AtomicBoolean stop) {
        while (!stop.get()) {
            try {
                client.agent("next", agent, "load=1,2,3\n", "");
            } catch (UncheckedIOException broken) {
                if (!stop.get()) {
                    throw broken;
                }
            }
        }
    }
}
