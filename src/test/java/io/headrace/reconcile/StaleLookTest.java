package io.headrace.reconcile;

import io.headrace.connector.InMemoryCloud;
import io.headrace.connector.InMemoryCloud.Call;
import io.headrace.connector.InMemoryProvider;
import io.headrace.git.Write;
import io.headrace.model.Principal;
import io.headrace.model.Role;
import java.nio.file.Path;
import java.time.InstantSource;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

import static org.assertj.core.api.Assertions.assertThat;

/** A look that is overtaken by the end of the call it saw open does not make that call again. */
@Timeout(60)
final class StaleLookTest {

    @TempDir
    Path folder = Path.of("");

    @Test
    void createThatEndsBetweenLookAndAct_isNotCalledAgain() throws Exception {
        InMemoryCloud cloud = new InMemoryCloud(true);
        Overtaken overtaken = new Overtaken();
        Life life = new Life(folder, new InMemoryProvider(cloud), overtaken, () -> Life.USUAL, InstantSource.system());
        try {
            overtaken.wakes.complete(life.wakes);
            life.reconciler.start();
            life.git.write(Life.INFRA, new Write("main", null, "One machine",
                    List.of(new Write.Edit.Put("a.yaml", Blueprints.runs("a", 1))),
                    new Principal("acme", "alice", Role.OWNER), List.of()), life.reconciler.gate());
            overtaken.acted.await();
        } finally {
            life.close();
        }

        assertThat(cloud.calls(Call.CREATE)).isEqualTo(1);
    }

    /** Lets the second look see the create open, and act on that only when the create has ended. */
    private static final class Overtaken implements CrashPoints {

        final CompletableFuture<Wakes> wakes = new CompletableFuture<>();
        final CountDownLatch acted = new CountDownLatch(1);
        private final CountDownLatch seenOpen = new CountDownLatch(1);
        private final CompletableFuture<Thread> creator = new CompletableFuture<>();
        private int looks;

        @Override
        public void passed(CrashPoint point) {
            try {
                switch (point) {
                    case REQUEST_STORED -> {
                        wakes.get().run(Life.INFRA.run("a"));
                        seenOpen.await();
                    }
                    case MACHINE_STORED -> creator.complete(Thread.currentThread());
                    case PLAN_STORED -> look();
                    default -> {
                    }
                }
            } catch (Exception e) {
                throw new IllegalStateException(e);
            }
        }

        private void look() throws Exception {
            looks++;
            if (looks == 2) {
                seenOpen.countDown();
                creator.get(30, TimeUnit.SECONDS).join();
            }
            if (looks == 3) {
                acted.countDown();
            }
        }
    }
}
