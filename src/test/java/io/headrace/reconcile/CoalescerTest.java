package io.headrace.reconcile;

import java.time.Duration;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

final class CoalescerTest {

    @Test
    void subject_wokenOften_isLookedAtOnceMoreAfterTheLookUnderWay() {
        CountDownLatch inside = new CountDownLatch(1);
        CountDownLatch go = new CountDownLatch(1);
        AtomicInteger looks = new AtomicInteger();
        Coalescer<String> coalescer = new Coalescer<>("test", 4, _ -> Marked.nothing(), subject -> {
            if (looks.incrementAndGet() == 1) {
                inside.countDown();
                await().until(() -> go.getCount() == 0);
            }
        });
        coalescer.wake("a");
        await().until(() -> inside.getCount() == 0);
        for (int i = 0; i < 100; i++) {
            coalescer.wake("a");
        }
        go.countDown();
        coalescer.close(soon());
        assertThat(looks).hasValueLessThanOrEqualTo(2);
    }

    @Test
    void lookThatFails_isTheAffairOfItsSubjectAlone() {
        List<String> seen = new CopyOnWriteArrayList<>();
        Coalescer<String> coalescer = new Coalescer<>("test", 1, _ -> Marked.nothing(), subject -> {
            seen.add(subject);
            if (subject.equals("broken")) {
                throw new IllegalStateException("broken");
            }
        });
        coalescer.wake("broken");
        await().until(() -> seen.contains("broken"));
        coalescer.wake("broken");
        coalescer.wake("fine");
        await().until(() -> seen.contains("fine") && seen.stream().filter("broken"::equals).count() == 2);
        coalescer.close(soon());
    }

    @Test
    void manySubjects_eachLookedAtByOneThreadAtATime() {
        AtomicInteger inside = new AtomicInteger();
        AtomicInteger collisions = new AtomicInteger();
        AtomicInteger looks = new AtomicInteger();
        Coalescer<String> coalescer = new Coalescer<>("test", 8, _ -> Marked.nothing(), subject -> {
            if (inside.incrementAndGet() > 1) {
                collisions.incrementAndGet();
            }
            inside.decrementAndGet();
            looks.incrementAndGet();
        });
        for (int i = 0; i < 1000; i++) {
            coalescer.wake("one");
        }
        await().until(() -> looks.get() > 0);
        coalescer.close(soon());
        assertThat(collisions).hasValue(0);
    }

    @Test
    void lookThatHangs_isNotWaitedForBeyondTheDeadline() {
        CountDownLatch go = new CountDownLatch(1);
        CountDownLatch inside = new CountDownLatch(1);
        Coalescer<String> coalescer = new Coalescer<>("test", 8, _ -> Marked.nothing(), subject -> {
            inside.countDown();
            await().until(() -> go.getCount() == 0);
        });
        coalescer.wake("a");
        await().until(() -> inside.getCount() == 0);
        coalescer.close(System.nanoTime());
        assertThat(go.getCount()).isOne();
        go.countDown();
    }

    private static long soon() {
        return System.nanoTime() + Duration.ofMinutes(1).toNanos();
    }

    @Test
    void closed_ignoresWakeUps() {
        AtomicInteger looks = new AtomicInteger();
        Coalescer<String> coalescer = new Coalescer<>("test", 8, _ -> Marked.nothing(),
                subject -> looks.incrementAndGet());
        coalescer.close(soon());
        coalescer.wake("a");
        coalescer.close(soon());
        assertThat(looks).hasValue(0);
    }
}
