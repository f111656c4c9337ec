package io.headrace.bench;

import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.util.HexFormat;
import java.util.List;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.Semaphore;
import java.util.concurrent.locks.LockSupport;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;

/** Signed webhooks at 1,000 a second, each sent at its own time whether or not the ones before were answered. */
final class HookBenchmark implements Benchmark {

    private static final int RATE = 1000;
    private static final int WARM_UP = 8 * RATE;
    private static final int MEASURED = 20 * RATE;
    private static final byte[] BODY = ("{\"ref\": \"refs/heads/main\", \"after\": \"" + "0".repeat(40)
            + "\", \"padding\": \"" + "x".repeat(2000) + "\"}").getBytes(StandardCharsets.UTF_8);

    @Override
    public List<Figure> measure(Path folder) {
        Shell.git(folder, "init", "-q", "--bare", "-b", "main", "far.git");
        try (ServerProcess server = ServerProcess.bench(folder, 0).withToken()) {
            server.start();
            String signature = signature();
            Client client = server.client();
            send(client, signature, "warm", WARM_UP);
            double used = server.processorSeconds();
            Samples samples = send(client, signature, "measured", MEASURED);
            double share = (server.processorSeconds() - used) / (MEASURED / (double) RATE) * 100;
            return List.of(Figure.quantile("webhook accepted, at 1000/s", "ms", 10, 0.99, samples),
                    Figure.single("  processor time of the server meanwhile, of one core", "%", 0, share));
        }
    }

    private static Samples send(Client client, String signature, String prefix, int count) {
        Queue<Double> taken = new ConcurrentLinkedQueue<>();
        Semaphore left = new Semaphore(0);
        long begun = System.nanoTime();
        for (int i = 0; i < count; i++) {
            String id = prefix + "-" + i;
            long due = begun + i * 1_000_000_000L / RATE;
            while (System.nanoTime() < due) {
                LockSupport.parkNanos(due - System.nanoTime());
            }
            Thread.ofVirtual().start(() -> {
                int status = client.deliver(id, signature, BODY);
                // From when it was due: a driver or server that falls behind shows.
                taken.add(status == 202 ? (System.nanoTime() - due) / 1e6 : Double.POSITIVE_INFINITY);
                left.release();
            });
        }
        left.acquireUninterruptibly(count);
        return Samples.of(List.copyOf(taken));
    }

    private static String signature() {
        try {
            Mac mac = Mac.getInstance("HmacSHA256");
            mac.init(new SecretKeySpec(ServerProcess.HOOK_SECRET.getBytes(StandardCharsets.UTF_8), "HmacSHA256"));
            return "sha256=" + HexFormat.of().formatHex(mac.doFinal(BODY));
        } catch (GeneralSecurityException missing) {
            throw new IllegalStateException(missing);
        }
    }
}
