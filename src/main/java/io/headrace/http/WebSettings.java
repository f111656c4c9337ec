package io.headrace.http;

import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Where and within which bounds the server listens.
 *
 * @param listen addresses as {@code host:port}; port 0 is any free one
 * @param url what people and agents reach it under, in links and for the check of origins
 * @param tls the files of its certificate; null means plain HTTP
 */
public record WebSettings(List<String> listen, String url, @Nullable Tls tls, Bounds bounds) {

    public WebSettings {
        listen = List.copyOf(listen);
    }

    /** PEM files: the certificate with its chain, and its private key in PKCS #8. */
    public record Tls(Path certificate, Path key) {}

    /**
     * What one request or caller may take.
     *
     * @param jsonBytes the largest JSON body
     * @param commitBytes the largest body of a commit that is written through the interface
     * @param hookBytes the largest delivery of a webhook
     * @param heldBytes of bodies that are in memory at once, of all callers
     * @param eventReaders streams of events and logs that are open at once, over all callers
     * @param eventReadersEach streams of one caller
     * @param patience how often and how slowly anybody may send
     * @param heartbeat how often a stream gives a sign of life, and asks whether its reader may still read
     */
    public record Bounds(int jsonBytes, int commitBytes, int hookBytes, long heldBytes, int eventReaders,
            int eventReadersEach, Patience patience, Duration heartbeat) {

        /** A revoked token ends its streams within 15 seconds. */
        private static final Duration HEARTBEAT = Duration.ofSeconds(10);

        public Bounds(int jsonBytes, int commitBytes, int hookBytes, long heldBytes, int eventReaders,
                int eventReadersEach, Patience patience) {
            this(jsonBytes, commitBytes, hookBytes, heldBytes, eventReaders, eventReadersEach, patience,
                    HEARTBEAT);
        }

        public static final Bounds DEFAULT = new Bounds(64 << 10, 16 << 20, 3 << 20,
                Runtime.getRuntime().maxMemory() / 8, 2_000, 50,
                Patience.DEFAULT);
    }

    /**
     * How often and how slowly anybody may send.
     *
     * @param requestsPerSecond of one caller in the long run; ten seconds' worth may come at once
     * @param failedLoginsPerMinute from one address, and so many at once
     * @param sending how long the head of a request may take, and then its body
     */
    public record Patience(int requestsPerSecond, int failedLoginsPerMinute, Duration sending) {

        public static final Patience DEFAULT = new Patience(200, 60, Duration.ofSeconds(30));
    }
}
