package io.headrace.bench;

import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;

/** 10,000 runs of 3 instances: what a push over 1,000 of them takes, and what they cost while nothing happens. */
final class FleetBenchmark implements Benchmark {

    private static final int FILES = 100;
    private static final int RUNS_EACH = 100;
    private static final int RUNS = FILES * RUNS_EACH;
    private static final int REPLICAS = 3;
    private static final int CHANGED_FILES = 10;
    private static final int CHANGED = CHANGED_FILES * RUNS_EACH;
    private static final int PAGES = 300;
    private static final Duration SETTLING = Duration.ofSeconds(30);
    private static final Duration WATCHED = Duration.ofMinutes(2);

    @Override
    public List<Figure> measure(Path folder) {
        List<Figure> figures = new ArrayList<>();
        try (ServerProcess server = ServerProcess.bench(folder, 0).withToken()) {
            server.start();
            WorkTree tree = new WorkTree(server);
            tree.write("cloud.yaml", Fixtures.CLOUD);
            figures.add(Figure.single("first push of 10000 runs -> last of 30000 create calls", "s", 0,
                    push(server, tree, 0, FILES, REPLICAS, RUNS * REPLICAS)));
            figures.add(Figure.single("30000 agents say hello, 32 at a time -> all runs ready", "s", 0,
                    agents(server)));
            figures.addAll(change(server, tree));
            server.stop();
            figures.add(Figure.single("restart with 10000 runs until the loop runs", "s", 5, server.start() / 1000));
            figures.addAll(idle(server));
            figures.add(Figure.quantile("list 10000 runs, one page of 50", "ms", 50, 0.95, pages(server.client())));
        }
        return figures;
    }

    /** Writes some of the files and pushes; returns the seconds until so many more machines were asked for. */
    private static double push(ServerProcess server, WorkTree tree, int from, int to, int replicas, int machines) {
        for (int file = from; file < to; file++) {
            StringBuilder text = new StringBuilder();
            for (int i = 0; i < RUNS_EACH; i++) {
                text.append(Fixtures.run("run-" + file + "-" + i, replicas, "t"));
            }
            tree.write("runs-" + file + ".yaml", text.toString());
        }
        tree.commit("Files " + from + " to " + to);
        int before = server.machines().size();
        long begun = System.nanoTime();
        tree.push();
        Waiting.until("the machines", () -> server.machines().size() >= before + machines);
        return (server.machines().getLast().ended() - begun) / 1e9;
    }

    private static double agents(ServerProcess server) {
        Client client = server.client();
        long begun = System.nanoTime();
        Fleet.each(server.machines(), line -> Fleet.hello(client, line));
        Waiting.until("all runs", () -> client.get("/api/v1/runs?limit=1&phase=executing").path("items").isEmpty()
                && client.get("/api/v1/runs?limit=1&phase=provisioning").path("items").isEmpty());
        return (System.nanoTime() - begun) / 1e9;
    }

    private static List<Figure> change(ServerProcess server, WorkTree tree) {
        int before = server.machines().size();
        double all = push(server, tree, 0, CHANGED_FILES, REPLICAS + 1, CHANGED);
        List<MachineFile.Line> made = server.machines().subList(before, before + CHANGED);
        Client client = server.client();
        Fleet.each(made, line -> Fleet.hello(client, line));
        return List.of(Figure.single("one push changing 1000 runs -> all planned, each run's cloud call made", "s", 10,
                all));
    }

    private static List<Figure> idle(ServerProcess server) {
        Waiting.pass(SETTLING);
        double used = server.processorSeconds();
        Waiting.pass(WATCHED);
        double share = (server.processorSeconds() - used) / WATCHED.toSeconds() * 100;
        return List.of(Figure.single("idle with 10000 runs: processor time, of one core", "%", 2, share),
                Figure.single("memory (RSS) with 10000 runs of 3 instances", "MiB", 512, server.residentMiB()));
    }

    /** Pages one after the other, through all runs. */
    private static Samples pages(Client client) {
        List<Double> taken = new ArrayList<>();
        String cursor = "";
        for (int i = 0; i < PAGES; i++) {
            long begun = System.nanoTime();
            var page = client.get("/api/v1/runs?limit=50" + cursor);
            taken.add((System.nanoTime() - begun) / 1e6);
            cursor = page.path("next").isTextual() ? "&cursor=" + page.path("next").asText() : "";
        }
        return Samples.of(taken);
    }
}
