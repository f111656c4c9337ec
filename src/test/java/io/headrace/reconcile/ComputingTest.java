package io.headrace.reconcile;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.Executors;
import java.util.stream.IntStream;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

/** What tenants have computed does not hold up the others, nor the threads that serve. */
@Timeout(60)
final class ComputingTest {

    private final CountDownLatch go = new CountDownLatch(1);
    private final List<String> told = new CopyOnWriteArrayList<>();

    @Test
    void tenant_whoseWorkIsStuck_keepsNobodyElseWaiting() {
        try (Computing computing = new Computing("test", 32)) {
            List<CompletableFuture<String>> stuck = stuck(computing, 12);
            assertThat(computing.compute("globex", () -> "judged")).isEqualTo("judged");
            // More of them than this machine has processors, and still a virtual thread runs.
            assertThat(virtual(() -> "served").join()).isEqualTo("served");
            go.countDown();
            assertThat(stuck).allSatisfy(one -> assertThat(one.join()).isEqualTo("done"));
        }
    }

    @Test
    void work_ofOneTenant_isDoneOneByOneAndSaysThatItWaits() {
        try (Computing computing = new Computing("test", 32)) {
            List<CompletableFuture<String>> stuck = stuck(computing, 3);
            assertThat(told).containsExactlyInAnyOrder("waiting: 1 of your pushes are judged first",
                    "waiting: 2 of your pushes are judged first");
            go.countDown();
            stuck.forEach(CompletableFuture::join);
        }
    }

    @Test
    void work_ofATenantWithALongLine_isRefusedWhileOthersPass() {
        try (Computing computing = new Computing("test", 3)) {
            List<CompletableFuture<String>> stuck = stuck(computing, 3);
            assertThatThrownBy(() -> computing.compute("acme", () -> "judged"))
                    .isInstanceOf(CrowdedException.class)
                    .hasMessage("3 of your pushes are being judged; push again");
            assertThat(computing.compute("globex", () -> "judged")).isEqualTo("judged");
            go.countDown();
            stuck.forEach(CompletableFuture::join);
            assertThat(computing.compute("acme", () -> "judged")).isEqualTo("judged");
        }
    }

    @Test
    void work_runsOnThreadsOfItsOwnAndFailsAsItself() {
        try (Computing computing = new Computing("test", 3)) {
            assertThat(computing.<Boolean>compute("acme", () -> Thread.currentThread().isVirtual())).isFalse();
            IllegalArgumentException failure = new IllegalArgumentException("broken");
            assertThatThrownBy(() -> computing.compute("acme", () -> {
                throw failure;
            })).isSameAs(failure);
        }
    }

    @Test
    void closed_nothingIsBegun() {
        Computing computing = new Computing("test", 3);
        computing.close();
        assertThatThrownBy(() -> computing.compute("acme", () -> "judged")).isInstanceOf(CrowdedException.class)
                .hasMessage("the server is stopping; try again");
    }

    /** So many of acme, of which the first spins until it may go on and the others wait for it. */
    private List<CompletableFuture<String>> stuck(Computing computing, int count) {
        List<CompletableFuture<String>> all = new ArrayList<>();
        CountDownLatch begun = new CountDownLatch(1);
        IntStream.range(0, count).forEach(i -> {
            all.add(virtual(() -> computing.compute("acme", () -> {
                begun.countDown();
                while (go.getCount() > 0) {
                    Thread.onSpinWait();
                }
                return "done";
            }, told::add)));
            Awaitility.await().until(() -> told.size() == i && begun.getCount() == 0);
        });
        return all;
    }

    private static <T> CompletableFuture<T> virtual(java.util.function.Supplier<T> work) {
        return CompletableFuture.supplyAsync(work, Executors.newVirtualThreadPerTaskExecutor());
    }
}
