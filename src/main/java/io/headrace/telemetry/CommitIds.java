package io.headrace.telemetry;

import io.headrace.model.RepositoryKey;
import io.opentelemetry.api.trace.SpanContext;
import io.opentelemetry.api.trace.TraceFlags;
import io.opentelemetry.api.trace.TraceState;
import io.opentelemetry.sdk.trace.IdGenerator;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.function.Supplier;

/**
 * The ids of traces and spans. Those of a commit's trace and of its root follow from the commit's names, so that spans
 * find each other without being told; the others are random.
 */
final class CommitIds implements IdGenerator {
    private static final int TRACE_BYTES = 16;
    private static final int SPAN_BYTES = 8;

    private final ScopedValue<SpanContext> root = ScopedValue.newInstance();
    private final IdGenerator others = IdGenerator.random();

    /** What all spans of a commit are below. */
    static SpanContext root(RepositoryKey repository, String commit) {
        String name = repository.tenant() + "/" + repository.name() + "/" + commit;
        return SpanContext.createFromRemoteParent(hash(name, TRACE_BYTES), hash("root of " + name, SPAN_BYTES),
                TraceFlags.getSampled(), TraceState.getDefault());
    }

    /** What is begun meanwhile is this root. */
    <T> T as(SpanContext context, Supplier<T> begin) {
        return ScopedValue.where(root, context).call(begin::get);
    }

    @Override
    public String generateTraceId() {
        return root.isBound() ? root.get().getTraceId() : others.generateTraceId();
    }

    @Override
    public String generateSpanId() {
        return root.isBound() ? root.get().getSpanId() : others.generateSpanId();
    }

    private static String hash(String text, int bytes) {
        try {
            byte[] hash = MessageDigest.getInstance("SHA-256").digest(text.getBytes(StandardCharsets.UTF_8));
            return HexFormat.of().formatHex(hash, 0, bytes);
        } catch (NoSuchAlgorithmException impossible) {
            throw new IllegalStateException("each Java has SHA-256", impossible);
        }
    }
}
