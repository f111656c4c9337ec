package io.headrace.net;

import java.io.IOException;
import java.io.InterruptedIOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpHeaders;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;

/**
 * An HTTP client for URLs that tenants gave. Each hop is checked by the {@link Guard} and stays permitted until its
 * answer is read, so that it connects to checked addresses only, whatever DNS says in between. It uses no proxy of the
 * environment, as a proxy would do the look-up. Only GET and HEAD follow redirects, never from HTTPS to HTTP, and a
 * header that is not {@code Accept} or {@code User-Agent} goes to no other origin. Answers are bounded in size, and the
 * whole exchange in time, so that a server that sends for ever holds nothing.
 */
public final class GuardedClient implements AutoCloseable {

    private static final Set<Integer> REDIRECTS = Set.of(301, 302, 303, 307, 308);
    private static final Set<String> FOR_EVERYONE = Set.of("accept", "user-agent");

    private final Guard guard;
    private final Bounds bounds;
    private final ExecutorService workers = Executors.newVirtualThreadPerTaskExecutor();
    private final HttpClient client;

    /** How long and how large an exchange may be. */
    public record Bounds(Duration connect, Duration total, int bodyBytes, int redirects) {

        public static Bounds usual() {
            return new Bounds(Duration.ofSeconds(10), Duration.ofSeconds(30), 1 << 20, 5);
        }
    }

    /** One request; a GET and a HEAD have an empty body. Bodies are text in UTF-8. */
    public record Call(String method, String url, Map<String, String> headers, String body) {

        public Call {
            headers = Map.copyOf(headers);
        }

        public static Call get(String url) {
            return new Call("GET", url, Map.of(), "");
        }
    }

    /** What came back from the last hop, its body read as UTF-8. */
    public record Answer(URI uri, int status, HttpHeaders headers, String body) {}

    public GuardedClient(Guard guard, Bounds bounds) {
        this.guard = guard;
        this.bounds = bounds;
        this.client = HttpClient.newBuilder()
                .proxy(HttpClient.Builder.NO_PROXY)
                .followRedirects(HttpClient.Redirect.NEVER)
                .connectTimeout(bounds.connect())
                .executor(workers)
                .build();
    }

    /**
     * Sends it and reads the answer, whatever its status is.
     *
     * @throws ForbiddenUrlException when a hop leads where nobody may go
     * @throws IOException when there is no answer, or none within the bounds
     */
    public Answer send(Call call) throws IOException {
        long end = System.nanoTime() + bounds.total().toNanos();
        boolean follows = call.method().equals("GET") || call.method().equals("HEAD");
        Call hop = call;
        for (int redirects = 0;; redirects++) {
            Answer answer = hop(hop, end);
            String location = answer.headers().firstValue("Location").orElse("");
            if (!follows || !REDIRECTS.contains(answer.status()) || location.isEmpty()) {
                return answer;
            }
            if (redirects == bounds.redirects()) {
                throw new IOException("more than " + bounds.redirects() + " redirects");
            }
            hop = next(hop, answer.uri(), location);
        }
    }

    private static Call next(Call call, URI from, String location) {
        URI to = from.resolve(UrlSyntax.reference(location));
        if ("https".equalsIgnoreCase(from.getScheme()) && !"https".equalsIgnoreCase(to.getScheme())) {
            throw new ForbiddenUrlException("a redirect leads from https to another scheme");
        }
        Map<String, String> headers = new java.util.HashMap<>(call.headers());
        if (!origin(from).equals(origin(to))) {
            headers.keySet().removeIf(name -> !FOR_EVERYONE.contains(name.toLowerCase(java.util.Locale.ROOT)));
        }
        return new Call(call.method(), to.toString(), headers, call.body());
    }

    private static String origin(URI uri) {
        return uri.getScheme() + "://" + uri.getRawAuthority();
    }

    private Answer hop(Call call, long end) throws IOException {
        try (Permit permit = guard.permit(call.url())) {
            if (permit.addresses().isEmpty()) {
                throw new ForbiddenUrlException("the URL's scheme '" + permit.uri().getScheme() + "' is not HTTP");
            }
            HttpRequest.Builder request = HttpRequest.newBuilder(permit.uri())
                    .method(call.method(),
                            call.body().isEmpty()
                                    ? HttpRequest.BodyPublishers.noBody()
                                    : HttpRequest.BodyPublishers.ofString(call.body()));
            call.headers().forEach(request::setHeader);
            CompletableFuture<HttpResponse<String>> answer = client.sendAsync(request.build(),
                    BodyHandlers.limiting(BodyHandlers.ofString(StandardCharsets.UTF_8), bounds.bodyBytes()));
            HttpResponse<String> got = await(answer, end);
            return new Answer(permit.uri(), got.statusCode(), got.headers(), got.body());
        }
    }

    private HttpResponse<String> await(CompletableFuture<HttpResponse<String>> answer, long end) throws IOException {
        try {
            return answer.get(end - System.nanoTime(), TimeUnit.NANOSECONDS);
        } catch (TimeoutException e) {
            throw new java.net.http.HttpTimeoutException("no whole answer within " + bounds.total().toSeconds() + " s");
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new InterruptedIOException("interrupted");
        } catch (ExecutionException e) {
            Throwable cause = e.getCause();
            throw new IOException(cause == null ? e.toString() : String.valueOf(cause.getMessage()), cause);
        } finally {
            // Without effect on one that is complete; otherwise it closes the connection.
            answer.cancel(true);
        }
    }

    @Override
    public void close() {
        client.shutdownNow();
        client.close();
        workers.close();
    }
}
