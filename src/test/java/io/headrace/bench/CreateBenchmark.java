package io.headrace.bench;

import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Semaphore;

/** How long the create calls of one run take from the first to the last, beside the same calls made by hand. */
final class CreateBenchmark implements Benchmark {

    private static final int MACHINES = 200;
    private static final int LATENCY_MILLIS = 100;
    /** The default bound on calls at a time on one account. */
    private static final int AT_A_TIME = 20;
    private static final int ROUNDS = 5;

    @Override
    public List<Figure> measure(Path folder) {
        List<Double> ratios = new ArrayList<>();
        List<Double> ours = new ArrayList<>();
        List<Double> byHand = new ArrayList<>();
        try (ServerProcess server = ServerProcess.bench(folder, LATENCY_MILLIS).withToken()) {
            server.start();
            WorkTree tree = new WorkTree(server);
            tree.write("cloud.yaml", Fixtures.CLOUD);
            for (int round = 1; round <= ROUNDS; round++) {
                int expected = round * MACHINES;
                tree.write("run-" + round + ".yaml", Fixtures.run("run-" + round, MACHINES, "t"));
                tree.commit("Round " + round);
                tree.push();
                Waiting.until("the machines", () -> server.machines().size() >= expected);
                List<MachineFile.Line> made = server.machines().subList(expected - MACHINES, expected);
                long first = made.stream().mapToLong(MachineFile.Line::begun).min().orElseThrow();
                long last = made.stream().mapToLong(MachineFile.Line::ended).max().orElseThrow();
                ours.add((last - first) / 1e6);
                byHand.add(byHand());
                ratios.add(ours.getLast() / byHand.getLast());
            }
        }
        String what = "create " + MACHINES + " machines, calls of " + LATENCY_MILLIS + " ms";
        return List.of(Figure.median(what + ": times by hand", "x", 1.1, Samples.of(ratios)),
                Figure.median(what + ": first to last call", "ms", 0, Samples.of(ours)),
                Figure.median(what + ": by hand", "ms", 0, Samples.of(byHand)));
    }

    private static double byHand() {
        Semaphore calls = new Semaphore(AT_A_TIME);
        Semaphore done = new Semaphore(0);
        long begun = System.nanoTime();
        for (int i = 0; i < MACHINES; i++) {
            Thread.ofVirtual().start(() -> {
                calls.acquireUninterruptibly();
                Waiting.pass(Duration.ofMillis(LATENCY_MILLIS));
                calls.release();
                done.release();
            });
        }
        done.acquireUninterruptibly(MACHINES);
        return (System.nanoTime() - begun) / 1e6;
    }
}
