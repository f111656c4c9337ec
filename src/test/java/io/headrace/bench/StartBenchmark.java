package io.headrace.bench;

import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;

/** The launcher, from its first instruction to a server that is ready, and what that server weighs when idle. */
final class StartBenchmark implements Benchmark {

    private static final int STARTS = 10;
    private static final Duration SETTLING = Duration.ofSeconds(5);

    @Override
    public List<Figure> measure(Path folder) {
        List<Double> fresh = new ArrayList<>();
        List<Double> again = new ArrayList<>();
        List<Double> resident = new ArrayList<>();
        try (ServerProcess first = ServerProcess.launcher(folder.resolve("first"))) {
            first.start();
        }
        for (int i = 0; i < STARTS; i++) {
            try (ServerProcess server = ServerProcess.launcher(folder.resolve("new-" + i))) {
                fresh.add(server.start());
                server.stop();
                again.add(server.start());
                Waiting.pass(SETTLING);
                resident.add(server.residentMiB());
            }
        }
        return List.of(Figure.median("start to ready, data folder exists", "ms", 1000, Samples.of(again)),
                Figure.median("start to ready, new data folder", "ms", 1000, Samples.of(fresh)),
                Figure.median("idle memory (RSS), 5 s after the start", "MiB", 150, Samples.of(resident)));
    }
}
