package io.headrace.net;

import io.headrace.model.Secret;
import java.io.IOException;
import java.io.InputStream;
import java.io.InterruptedIOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.jspecify.annotations.Nullable;

/**
 * An HTTP client for the one server that the user of a command names, which may well stand on the user's own machine:
 * so it is not guarded, and for that reason not for URLs that others gave. It follows no redirect, as the token is for
 * this server alone.
 */
public final class DirectClient implements AutoCloseable {

    private static final Duration CONNECT = Duration.ofSeconds(10);
    private static final Duration TOTAL = Duration.ofSeconds(60);

    private final Secret token;
    private final HttpClient client;

    /** One request; {@code body} is empty for none. */
    public record Call(String method, URI url, Map<String, String> headers, String body) {

        public Call {
            headers = Map.copyOf(headers);
        }
    }

    /** What came back. */
    public static final class Answer {
        private final HttpResponse<byte[]> response;

        private Answer(HttpResponse<byte[]> response) {
            this.response = response;
        }

        public int status() {
            return response.statusCode();
        }

        /** The first value of that header, whatever the case of its name. */
        public Optional<String> header(String name) {
            return response.headers().firstValue(name);
        }

        public byte[] body() {
            return response.body();
        }

        public String text() {
            return new String(body(), StandardCharsets.UTF_8);
        }
    }

    /** An answer that goes on, and its media type without parameters; close it to end it. */
    public record Flow(int status, String type, InputStream body) {}

    /**
     * A client with that token.
     *
     * @param authorities a file of PEM certificates to trust instead of the JDK's, or null
     */
    public DirectClient(Secret token, @Nullable Path authorities) throws IOException {
        this.token = token;
        HttpClient.Builder builder = HttpClient.newBuilder()
                .followRedirects(HttpClient.Redirect.NEVER)
                .version(HttpClient.Version.HTTP_1_1)
                .connectTimeout(CONNECT);
        this.client = (authorities == null ? builder : builder.sslContext(Authorities.trusting(authorities))).build();
    }

    /**
     * Sends it and reads the whole answer, whatever its status is.
     *
     * @throws IOException when there is none in time; its message is the reason in a few words for the user
     */
    public Answer send(Call call) throws IOException {
        return new Answer(await(client.sendAsync(request(call).build(), BodyHandlers.ofByteArray())));
    }

    /** Sends it and returns when the answer begins. */
    public Flow open(Call call) throws IOException {
        HttpResponse<InputStream> got = await(client.sendAsync(request(call).build(), BodyHandlers.ofInputStream()));
        String type = got.headers().firstValue("Content-Type").orElse("").replaceFirst(";.*", "").strip();
        return new Flow(got.statusCode(), type, got.body());
    }

    private HttpRequest.Builder request(Call call) {
        HttpRequest.Builder request = HttpRequest.newBuilder(call.url())
                .header("Authorization", "Bearer " + token.reveal())
                .method(call.method(),
                        call.body().isEmpty()
                                ? HttpRequest.BodyPublishers.noBody()
                                : HttpRequest.BodyPublishers.ofString(call.body()));
        call.headers().forEach(request::setHeader);
        return request;
    }

    private static <T> HttpResponse<T> await(CompletableFuture<HttpResponse<T>> answer) throws IOException {
        try {
            return answer.get(TOTAL.toSeconds(), TimeUnit.SECONDS);
        } catch (TimeoutException e) {
            answer.cancel(true);
            throw new IOException("no whole answer within " + TOTAL.toSeconds() + " s", e);
        } catch (InterruptedException e) {
            answer.cancel(true);
            Thread.currentThread().interrupt();
            throw new InterruptedIOException("interrupted");
        } catch (ExecutionException e) {
            throw new IOException(Unreachable.reason(e.getCause()), e);
        }
    }

    @Override
    public void close() {
        client.shutdownNow();
        client.close();
    }
}
