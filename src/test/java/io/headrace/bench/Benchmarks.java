package io.headrace.bench;

import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.stream.Stream;

/**
 * Measures {@code all} scenes, or those whose names (separated by commas) are the argument, prints a table and writes
 * {@code target/benchmarks.json}.
 */
public final class Benchmarks {

    private static final String ALL = "all";
    private static final Map<String, Benchmark> SCENES = scenes();

    /** What the JSON file holds. */
    record Report(Hardware hardware, String text, List<Figure> figures) {}

    private Benchmarks() {}

    private static Map<String, Benchmark> scenes() {
        Map<String, Benchmark> scenes = new LinkedHashMap<>();
        scenes.put("start", new StartBenchmark());
        scenes.put("push", new PushBenchmark());
        scenes.put("hook", new HookBenchmark());
        scenes.put("create", new CreateBenchmark());
        scenes.put("agents", new AgentBenchmark());
        scenes.put("fleet", new FleetBenchmark());
        return scenes;
    }

    public static void main(String[] arguments) throws IOException {
        String names = arguments.length == 0 ? ALL : arguments[0];
        List<String> wanted = names.equals(ALL) ? List.copyOf(SCENES.keySet()) : List.of(names.split(","));
        if (!SCENES.keySet().containsAll(wanted)) {
            System.err.println("unknown benchmark; known: " + String.join(", ", SCENES.keySet()));
            System.exit(2);
        }
        Path folder = Files.createDirectories(Path.of("target/benchmarks").toAbsolutePath());
        Hardware hardware = Hardware.here(folder);
        List<Figure> figures = new ArrayList<>();
        for (String name : wanted) {
            Path own = folder.resolve(name);
            clear(own);
            System.out.println("measuring: " + name);
            figures.addAll(Objects.requireNonNull(SCENES.get(name)).measure(Files.createDirectories(own)));
        }
        System.out.println(table(hardware, figures));
        new ObjectMapper().writerWithDefaultPrettyPrinter()
                .writeValue(Path.of("target/benchmarks.json").toFile(),
                        new Report(hardware, hardware.toString(), figures));
        System.exit(0);
    }

    static String table(Hardware hardware, List<Figure> figures) {
        StringBuilder text = new StringBuilder("\n" + hardware + "\n\n");
        String line = "%-62s %10s %7s %10s %10s %7s %-6s  %s%n";
        text.append(line.formatted("figure", "budget", "of", "median", "p99", "samples", "unit", "verdict"));
        for (Figure one : figures) {
            text.append(line.formatted(one.what(), one.budget() == 0 ? "-" : number(one.budget()), one.of(),
                    number(one.median()), number(one.p99()), one.samples(), one.unit(), one.verdict()));
        }
        return text.toString();
    }

    private static String number(double value) {
        return value >= 100 ? "%.0f".formatted(value) : value >= 10 ? "%.1f".formatted(value) : "%.2f".formatted(value);
    }

    private static void clear(Path folder) throws IOException {
        if (Files.exists(folder)) {
            try (Stream<Path> files = Files.walk(folder)) {
                for (Path file : files.sorted(Comparator.reverseOrder()).toList()) {
                    Files.delete(file);
                }
            }
        }
    }
}
