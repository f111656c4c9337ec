package io.headrace.store;

import io.headrace.model.Change;
import io.headrace.model.Entry;
import io.headrace.model.RunKey;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.Test;

import static io.headrace.store.Samples.INFRA;
import static io.headrace.store.Samples.LAMP;
import static io.headrace.store.Samples.NOON;
import static io.headrace.store.Samples.PROJECTION;
import static org.assertj.core.api.Assertions.assertThat;

/** What a database promises of events. */
abstract class EventsContract extends StoreContract {
    private static final RunKey OTHER = new RunKey("other", "infra", "x");

    private Events events() {
        return new Events(database());
    }

    private static Entry entry(String message) {
        return new Entry("display", "", message);
    }

    @Test
    final void events_filtered_areThoseAskedFor() {
        events().tell(LAMP, entry("1"));
        events().tell(OTHER, entry("2"));
        events().tell(INFRA, entry("3"));
        assertThat(events().after(0, EventFilter.of(LAMP), 10)).map(Event::message).containsExactly("1");
        assertThat(events().after(0, EventFilter.ofTenant("acme"), 10)).map(Event::message).containsExactly("1", "3");
        assertThat(events().after(1, EventFilter.ALL, 10)).containsExactly(
                new Event(2, NOON, "other", "infra", "x", "display", "", "2"),
                new Event(3, NOON, "acme", "infra", null, "display", "", "3"));
        assertThat(events().after(0, EventFilter.ALL, 1)).map(Event::message).containsExactly("1");
        assertThat(events().before(Long.MAX_VALUE, EventFilter.ALL, 2)).map(Event::message).containsExactly("3", "2");
        assertThat(events().before(2, EventFilter.ALL, 2)).map(Event::message).containsExactly("1");
    }

    @Test
    final void last_ofNoEvents_isZero() {
        assertThat(events().last()).isZero();
        assertThat(events().resumable(0)).isTrue();
        events().tell(LAMP, entry("1"));
        assertThat(events().last()).isEqualTo(1);
    }

    @Test
    final void id_thatIsNotOfThisDatabase_isNotResumable() {
        events().tell(LAMP, entry("1"));
        assertThat(List.of(-1L, 0L, 1L, 2L)).map(events()::resumable).containsExactly(false, true, true, false);
    }

    @Test
    final void ids_goOnWhereTheyWere_whenAllEventsAreDeleted() {
        for (int i = 1; i <= 3; i++) {
            events().tell(LAMP, entry("" + i));
        }
        new Cleaning(database()).events(NOON.plusSeconds(1), 2);
        assertThat(events().beginning()).isEqualTo(2);
        assertThat(List.of(1L, 2L, 3L, 4L)).map(events()::resumable).containsExactly(false, true, true, false);
        new Cleaning(database()).events(NOON.plusSeconds(1), 2);
        close();
        assertThat(List.of(events().last(), events().beginning())).containsExactly(3L, 3L);
        assertThat(List.of(0L, 2L, 3L, 4L)).map(events()::resumable).containsExactly(false, false, true, false);
        events().tell(LAMP, entry("4"));
        assertThat(events().after(3, EventFilter.ALL, 10)).map(Event::id).containsExactly(4L);
    }

    @Test
    final void subscriber_toldOfEvents_seesThemStored() throws Exception {
        LinkedBlockingQueue<Boolean> told = new LinkedBlockingQueue<>();
        try (Subscription subscription = events().subscribe(() -> told.add(true))) {
            assertThat(subscription).isNotNull();
            events().tell(LAMP, entry("1"));
            assertThat(told.poll(10, TimeUnit.SECONDS)).isTrue();
        }
        events().tell(LAMP, entry("2"));
        new Scripts(database()).keep(java.util.Map.of("a", "b"));
        assertThat(told).isEmpty();
    }

    @Test
    final void subscriber_onlyWhenThereAreEvents_isCalled() {
        AtomicInteger calls = new AtomicInteger();
        try (Subscription subscription = events().subscribe(calls::incrementAndGet)) {
            assertThat(subscription).isNotNull();
            new Parameters(database()).set(LAMP, "run", "url", "x", false);
            events().tell(LAMP, entry("1"));
            Awaitility.await().until(() -> calls.get() > 0);
            assertThat(calls).hasValue(1);
        }
    }

    @Test
    final void subscriber_thatFails_disturbsNobody() {
        AtomicInteger calls = new AtomicInteger();
        try (Subscription bad = events().subscribe(() -> {
            throw new IllegalStateException("a subscriber's own");
        }); Subscription good = events().subscribe(calls::incrementAndGet)) {
            assertThat(bad).isNotEqualTo(good);
            events().tell(LAMP, entry("1"));
            events().tell(LAMP, entry("2"));
            Awaitility.await().untilAsserted(() -> assertThat(calls).hasValue(2));
        }
    }

    /** A reader that goes on from the last id it saw must miss nothing, however many write at the same time. */
    @Test
    final void events_ofManyWriters_areReadOnceAndInOrder() throws Exception {
        int writers = 40;
        int each = 25;
        Runs runs = new Runs(database(), PROJECTION);
        List<Event> seen = Collections.synchronizedList(new ArrayList<>());
        LinkedBlockingQueue<Boolean> wakes = new LinkedBlockingQueue<>();
        try (Subscription subscription = events().subscribe(() -> wakes.add(true));
                ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor()) {
            assertThat(subscription).isNotNull();
            var reader = threads.submit(() -> follow(seen, wakes, writers * each));
            List<Callable<Boolean>> tasks = new ArrayList<>();
            for (int i = 0; i < writers; i++) {
                RunKey key = INFRA.run("run-" + i);
                tasks.add(() -> write(runs, key, each));
            }
            threads.invokeAll(tasks);
            reader.get(30, TimeUnit.SECONDS);
        }
        assertThat(seen).map(Event::id).isSorted().doesNotHaveDuplicates().hasSize(writers * each);
        for (int i = 0; i < writers; i++) {
            String run = "run-" + i;
            assertThat(seen.stream().filter(one -> run.equals(one.run())).map(Event::message).map(Integer::valueOf))
                    .hasSize(each)
                    .isSorted();
        }
    }

    private boolean follow(List<Event> seen, LinkedBlockingQueue<Boolean> wakes, int count)
            throws InterruptedException {
        long last = 0;
        while (seen.size() < count && wakes.poll(10, TimeUnit.SECONDS) != null) {
            List<Event> fresh = events().after(last, EventFilter.ALL, 1000);
            seen.addAll(fresh);
            last = fresh.isEmpty() ? last : fresh.getLast().id();
        }
        return true;
    }

    private static boolean write(Runs runs, RunKey key, int count) {
        for (int i = 0; i < count; i++) {
            String message = Integer.toString(i);
            runs.update(key, state -> new Change(state, List.of(), List.of(entry(message))));
        }
        return true;
    }

    @Test
    final void eventTimes_areThoseOfTheClock() {
        clock.advance(Duration.ofMinutes(5));
        events().tell(INFRA, entry("1"));
        assertThat(events().after(0, EventFilter.ALL, 1)).map(Event::at).containsExactly(NOON.plusSeconds(300));
    }
}
