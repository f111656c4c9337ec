package io.headrace;

import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;
import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;

/** What signals to end do. */
final class StopTest {

    private final List<String> acts = new CopyOnWriteArrayList<>();

    @Test
    void signal_first_stopsTheServerBeforeTheProgramEnds() {
        Stop stop = stop(() -> acts.add("closed"));
        stop.run();
        stop.close();
        assertThat(acts).containsExactly("closed", "exit 0");
    }

    @Test
    void signal_secondWhileTheServerStops_endsTheProgramAtOnce() throws InterruptedException {
        CountDownLatch closing = new CountDownLatch(1);
        CountDownLatch halted = new CountDownLatch(1);
        Stop stop = stop(() -> {
            closing.countDown();
            await(halted);
            acts.add("closed");
        });
        Thread first = Thread.ofVirtual().start(stop);
        await(closing);
        stop.run();
        assertThat(acts).containsExactly("halt 143");
        halted.countDown();
        first.join();
        assertThat(acts).containsExactly("halt 143", "closed", "exit 0");
    }

    private Stop stop(Runnable server) {
        return new Stop(server, code -> acts.add("exit " + code), code -> acts.add("halt " + code));
    }

    private static void await(CountDownLatch latch) {
        try {
            latch.await();
        } catch (InterruptedException e) {
            throw new IllegalStateException(e);
        }
    }
}
