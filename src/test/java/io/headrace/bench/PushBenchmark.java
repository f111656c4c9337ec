package io.headrace.bench;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** From the start of {@code git push} to the first pending status of its commit, as a reader of the events sees it. */
final class PushBenchmark implements Benchmark {

    private static final int WARM_UP = 15;
    private static final int PUSHES = 60;
    private static final Pattern STATUS = Pattern.compile("\"type\":\"commit.status\",\"subject\":\"([0-9a-f]{40})");

    @Override
    public List<Figure> measure(Path folder) {
        try (ServerProcess server = ServerProcess.bench(folder, 0).withToken()) {
            server.start();
            Map<String, Long> seen = new ConcurrentHashMap<>();
            Thread.ofVirtual().start(() -> read(server, seen));
            WorkTree tree = new WorkTree(server);
            tree.write("cloud.yaml", Fixtures.CLOUD);
            List<Double> pending = new ArrayList<>();
            List<Double> answered = new ArrayList<>();
            for (int i = 0; i < WARM_UP + PUSHES; i++) {
                tree.write("run-" + i % 10 + ".yaml", Fixtures.run("run-" + i % 10, 1, "t" + i));
                String commit = tree.commit("Change " + i);
                long begun = System.nanoTime();
                tree.push();
                double whole = (System.nanoTime() - begun) / 1e6;
                Waiting.until("the status of " + commit, () -> seen.containsKey(commit));
                if (i >= WARM_UP) {
                    answered.add(whole);
                    pending.add((seen.getOrDefault(commit, begun) - begun) / 1e6);
                }
            }
            return List.of(Figure.median("git push -> first pending status (hosted)", "ms", 100, Samples.of(pending)),
                    Figure.quantile("git push -> first pending status (hosted)", "ms", 250, 0.99,
                            Samples.of(pending)),
                    Figure.median("git push -> its end", "ms", 0, Samples.of(answered)));
        }
    }

    private static void read(ServerProcess server, Map<String, Long> seen) {
        server.client().events("").forEach(line -> {
            Matcher status = STATUS.matcher(line);
            if (status.find()) {
                seen.putIfAbsent(status.group(1), System.nanoTime());
            }
        });
    }
}
