package io.headrace.bench;

import io.headrace.connector.ConnectorProvider;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;

/** The connectors of the measured server, as system properties say. */
public final class BenchClouds {

    static final String FOLDER = "bench.folder";
    static final String LATENCY = "bench.latency";

    private BenchClouds() {}

    /** One connector, {@code bench}. */
    public static List<ConnectorProvider> providers() {
        return List.of(new BenchProvider(Path.of(System.getProperty(FOLDER, ".")),
                Duration.ofMillis(Integer.getInteger(LATENCY, 0))));
    }
}
