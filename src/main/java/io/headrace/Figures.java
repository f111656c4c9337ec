package io.headrace;

import io.headrace.store.Runs;
import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.binder.jvm.JvmMemoryMetrics;
import io.micrometer.core.instrument.binder.jvm.JvmThreadMetrics;
import io.micrometer.core.instrument.binder.system.FileDescriptorMetrics;
import io.micrometer.core.instrument.binder.system.ProcessorMetrics;
import io.micrometer.core.instrument.binder.system.UptimeMetrics;
import io.micrometer.prometheusmetrics.PrometheusConfig;
import io.micrometer.prometheusmetrics.PrometheusMeterRegistry;
import java.util.function.BooleanSupplier;

/** The figures that {@code /metrics} shows: the process's own, and what the loop has to do. */
final class Figures {
    private Figures() {}

    static PrometheusMeterRegistry registry(Runs runs, BooleanSupplier ready) {
        PrometheusMeterRegistry registry = new PrometheusMeterRegistry(PrometheusConfig.DEFAULT);
        new JvmMemoryMetrics().bindTo(registry);
        new JvmThreadMetrics().bindTo(registry);
        new ProcessorMetrics().bindTo(registry);
        new FileDescriptorMetrics().bindTo(registry);
        new UptimeMetrics().bindTo(registry);
        Gauge.builder("headrace.loop.ready", () -> ready.getAsBoolean() ? 1 : 0)
                .description("1 while the loop runs")
                .register(registry);
        Gauge.builder("headrace.runs.unsettled", () -> runs.unsettled().size())
                .description("Runs where something is under way")
                .register(registry);
        return registry;
    }
}
