package io.headrace.telemetry;

import io.headrace.model.RepositoryKey;
import io.headrace.model.Spans;
import io.opentelemetry.api.common.AttributeKey;
import io.opentelemetry.api.common.Attributes;
import io.opentelemetry.api.trace.Span;
import io.opentelemetry.api.trace.SpanBuilder;
import io.opentelemetry.api.trace.SpanContext;
import io.opentelemetry.api.trace.StatusCode;
import io.opentelemetry.api.trace.Tracer;
import io.opentelemetry.context.Context;
import io.opentelemetry.exporter.otlp.http.trace.OtlpHttpSpanExporter;
import io.opentelemetry.sdk.common.export.RetryPolicy;
import io.opentelemetry.sdk.resources.Resource;
import io.opentelemetry.sdk.trace.SdkTracerProvider;
import io.opentelemetry.sdk.trace.SpanLimits;
import io.opentelemetry.sdk.trace.export.BatchSpanProcessor;
import java.net.URI;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Sends the spans of commits to a collector, in batches, by OTLP over HTTP. */
public final class OtlpSpans implements Spans {
    private static final Logger LOG = LoggerFactory.getLogger(OtlpSpans.class);
    /** Before the names of our attributes. */
    private static final String PREFIX = "headrace.";
    /** How long the collector is waited for, and how long the last batch may take when the server stops. */
    private static final Duration PATIENCE = Duration.ofSeconds(5);
    /** A collector that is started again is asked again, within the patience. */
    private static final RetryPolicy RETRIES = RetryPolicy.builder()
            .setMaxAttempts(2)
            .setInitialBackoff(Duration.ofSeconds(1))
            .build();
    /** Characters of an attribute or a failure; the rest is cut. */
    private static final int MOST = 1024;

    private final CommitIds ids = new CommitIds();
    private final Duration patience;
    private final SdkTracerProvider provider;
    private final Tracer tracer;

    /** Sends to {@code /v1/traces} of the collector ({@code http://collector:4318}). */
    public OtlpSpans(URI collector) {
        this(collector, PATIENCE);
    }

    OtlpSpans(URI collector, Duration patience) {
        this.patience = patience;
        LibraryLog.install();
        OtlpHttpSpanExporter exporter = OtlpHttpSpanExporter.builder()
                .setEndpoint(collector + "/v1/traces")
                .setTimeout(patience)
                .setRetryPolicy(RETRIES)
                .build();
        this.provider = SdkTracerProvider.builder()
                .setIdGenerator(ids)
                .setSpanLimits(SpanLimits.builder().setMaxAttributeValueLength(MOST).build())
                .setResource(Resource.getDefault()
                        .merge(Resource.create(
                                Attributes.of(AttributeKey.stringKey("service.name"), "headrace"))))
                .addSpanProcessor(BatchSpanProcessor.builder(exporter).setExporterTimeout(patience).build())
                .build();
        this.tracer = provider.get("io.headrace");
    }

    @Override
    public void ended(RepositoryKey repository, String commit, String name, Instant begun, Instant ended,
            Map<String, String> attributes, @Nullable String failure) {
        SpanBuilder builder = tracer.spanBuilder(name)
                .setStartTimestamp(begun)
                .setAttribute(PREFIX + "tenant", repository.tenant())
                .setAttribute(PREFIX + "repository", repository.name())
                .setAttribute(PREFIX + "commit", commit);
        attributes.forEach((key, value) -> builder.setAttribute(PREFIX + key, value));
        Span span = begin(builder, CommitIds.root(repository, commit), name.equals(PUSH));
        if (failure != null) {
            span.setStatus(StatusCode.ERROR, failure.substring(0, Math.min(failure.length(), MOST)));
        }
        span.end(ended);
    }

    private Span begin(SpanBuilder builder, SpanContext root, boolean isRoot) {
        return isRoot
                ? ids.as(root, builder.setNoParent()::startSpan)
                : builder.setParent(Context.root().with(Span.wrap(root))).startSpan();
    }

    @Override
    public void close() {
        if (!provider.shutdown().join(patience.toMillis(), TimeUnit.MILLISECONDS).isSuccess()) {
            LOG.warn("the last traces are lost: the collector did not take them in {} s", patience.toSeconds());
        }
    }
}
