package io.headrace.telemetry;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import io.opentelemetry.proto.collector.trace.v1.ExportTraceServiceRequest;
import io.opentelemetry.proto.collector.trace.v1.ExportTraceServiceResponse;
import io.opentelemetry.proto.trace.v1.Span;
import io.opentelemetry.proto.trace.v1.Status;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.zip.GZIPInputStream;

/** A collector of traces that keeps what it gets, on a port of its own. */
public final class Collector implements AutoCloseable {

    private final HttpServer server;
    private final List<Got> spans = new CopyOnWriteArrayList<>();

    /**
     * One span as it came.
     *
     * @param parent empty for a root
     * @param failure empty for none
     */
    public record Got(String service, String trace, String id, String parent, String name, long begun, long ended,
            Map<String, String> attributes, String failure) {

        /** The attribute, or nothing. */
        public String attribute(String key) {
            return attributes.getOrDefault("headrace." + key, "");
        }
    }

    private Collector(HttpServer server) {
        this.server = server;
        server.createContext("/v1/traces", this::take);
        server.start();
    }

    /** Begins to listen. */
    public static Collector start() {
        try {
            return new Collector(HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** What a configuration names. */
    public URI url() {
        return URI.create("http://127.0.0.1:" + server.getAddress().getPort());
    }

    /** All that came, in the order of coming. */
    public List<Got> spans() {
        return List.copyOf(spans);
    }

    private void take(HttpExchange exchange) throws IOException {
        try (exchange) {
            boolean packed = "gzip".equals(exchange.getRequestHeaders().getFirst("Content-Encoding"));
            var body = packed ? new GZIPInputStream(exchange.getRequestBody()) : exchange.getRequestBody();
            ExportTraceServiceRequest.parseFrom(body)
                    .getResourceSpansList()
                    .forEach(resource -> resource.getScopeSpansList()
                            .forEach(scope -> scope.getSpansList()
                                    .forEach(span -> spans
                                            .add(got(attributes(resource.getResource().getAttributesList())
                                                    .getOrDefault("service.name", ""), span)))));
            byte[] answer = ExportTraceServiceResponse.getDefaultInstance().toByteArray();
            exchange.getResponseHeaders().add("Content-Type", "application/x-protobuf");
            exchange.sendResponseHeaders(200, answer.length == 0 ? -1 : answer.length);
        }
    }

    private static Got got(String service, Span span) {
        return new Got(service, hex(span.getTraceId()), hex(span.getSpanId()), hex(span.getParentSpanId()),
                span.getName(), span.getStartTimeUnixNano(), span.getEndTimeUnixNano(),
                attributes(span.getAttributesList()),
                span.getStatus().getCode() == Status.StatusCode.STATUS_CODE_ERROR
                        ? span.getStatus().getMessage()
                        : "");
    }

    private static String hex(com.google.protobuf.ByteString bytes) {
        return HexFormat.of().formatHex(bytes.toByteArray());
    }

    private static Map<String, String> attributes(List<io.opentelemetry.proto.common.v1.KeyValue> pairs) {
        Map<String, String> found = new TreeMap<>();
        pairs.forEach(pair -> found.put(pair.getKey(), pair.getValue().getStringValue()));
        return found;
    }

    @Override
    public void close() {
        server.stop(0);
    }
}
