package io.headrace.store;

import io.headrace.model.Change;
import io.headrace.model.Entry;
import io.headrace.model.Phase;
import io.headrace.model.RunKey;
import io.headrace.model.RunState;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.Test;

import static io.headrace.store.Samples.INFRA;
import static io.headrace.store.Samples.LAMP;
import static io.headrace.store.Samples.NOON;
import static io.headrace.store.Samples.PENDING;
import static io.headrace.store.Samples.PROJECTION;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

/** What a database promises of runs and their leases. */
abstract class RunsContract extends StoreContract {
    private static final Duration MINUTE = Duration.ofMinutes(1);

    private Runs runs() {
        return new Runs(database(), PROJECTION);
    }

    @Test
    final void run_neverStored_isNotFound() {
        assertThat(runs().find(LAMP)).isEmpty();
    }

    @Test
    final void run_changed_isThereAfterARestart() {
        RunState stored = runs().update(LAMP, state -> Samples.opened(state, 1, "c1"));
        assertThat(stored).isEqualTo(RunState.fresh(LAMP).withAttempt(Samples.attempt(1, "c1")));
        close();
        assertThat(runs().find(LAMP)).contains(stored);
    }

    @Test
    final void change_thatChangesNothing_storesNothing() {
        assertThat(runs().update(LAMP, Change::silent)).isEqualTo(RunState.fresh(LAMP));
        assertThat(runs().of(INFRA)).isEmpty();
        runs().update(LAMP, state -> Samples.opened(state, 1, "c1"));
        clock.advance(MINUTE);
        runs().update(LAMP, Change::silent);
        assertThat(runs().list(RunFilter.ALL, PageRequest.of(null, 10)).items()).map(RunRow::updatedAt)
                .containsExactly(NOON);
    }

    @Test
    final void change_thatThrows_storesNothingAndReachesTheCaller() {
        IllegalArgumentException own = new IllegalArgumentException("no");
        assertThatThrownBy(() -> runs().update(LAMP, _ -> {
            throw own;
        })).isSameAs(own);
        assertThat(runs().find(LAMP)).isEmpty();
    }

    @Test
    final void change_undoneAfterItWasStored_isSeenByNobody() {
        RunState stored = runs().update(LAMP, state -> Samples.opened(state, 1, "c1"));
        RunState undone = Samples.opened(stored, 2, "c2").state();
        IllegalArgumentException own = new IllegalArgumentException("no");
        assertThatThrownBy(() -> database().write(handle -> {
            database().states().store(handle, undone, PROJECTION, NOON);
            assertThat(database().states().find(handle, LAMP)).contains(undone);
            assertThat(runs().find(LAMP)).contains(stored);
            throw own;
        })).isSameAs(own);
        assertThat(runs().find(LAMP)).contains(stored);
        assertThat(runs().update(LAMP, Change::silent)).isEqualTo(stored);
    }

    @Test
    final void run_readAgain_isTheSameObjectUntilItChanges() {
        runs().update(LAMP, state -> Samples.opened(state, 1, "c1"));
        RunState first = runs().find(LAMP).orElseThrow();
        assertThat(runs().find(LAMP).orElseThrow()).isSameAs(first);
        RunState second = runs().update(LAMP, state -> Samples.opened(state, 2, "c2"));
        assertThat(runs().find(LAMP)).contains(second).get().isNotEqualTo(first);
    }

    @Test
    final void changesOfOneTransaction_addUpThoughOthersAmongThemAreUndone() throws Exception {
        IllegalArgumentException own = new IllegalArgumentException("no");
        List<Integer> read = new ArrayList<>();
        List<Runnable> together = List.of(
                () -> attempt(1),
                () -> attempt(2),
                () -> runs().update(LAMP, state -> {
                    assertThat(Objects.requireNonNull(state.attempt()).number()).isEqualTo(2);
                    throw own;
                }),
                () -> database().write(handle -> {
                    RunTable.row(handle, LAMP).ifPresent(row -> read.add(row.attempt()));
                    throw own;
                }),
                () -> attempt(3),
                () -> runs().acquire(LAMP, "one", MINUTE).ifPresent(_ -> read.add(0)),
                () -> attempt(4));
        List<Throwable> failures = together(together);

        assertThat(failures).containsExactly(own, own);
        assertThat(read).containsExactly(2, 0);
        assertThat(runs().find(LAMP)).contains(RunState.fresh(LAMP).withAttempt(Samples.attempt(4, "c4")));
        assertThat(runs().row(LAMP).map(RunRow::attempt)).contains(4);
        close();
        assertThat(runs().find(LAMP)).contains(RunState.fresh(LAMP).withAttempt(Samples.attempt(4, "c4")));
    }

    /** Adds one to the number of the attempt, which has to be that one then. */
    private void attempt(int number) {
        runs().update(LAMP, state -> {
            assertThat(state.attempt() == null ? 0 : state.attempt().number()).isEqualTo(number - 1);
            return Samples.opened(state, number, "c" + number);
        });
    }

    /** Has the writer do them in one transaction, in order; returns what failed. */
    private List<Throwable> together(List<Runnable> writes) throws InterruptedException {
        CountDownLatch go = new CountDownLatch(1);
        CountDownLatch busy = new CountDownLatch(1);
        List<Throwable> failures = new CopyOnWriteArrayList<>();
        List<Thread> threads = new ArrayList<>();
        threads.add(Thread.ofPlatform().start(() -> database().run(_ -> {
            busy.countDown();
            Awaitility.await().until(() -> go.getCount() == 0);
        })));
        busy.await();
        for (Runnable one : writes) {
            Thread thread = Thread.ofPlatform().uncaughtExceptionHandler((_, e) -> failures.add(e)).start(one);
            Awaitility.await().until(() -> thread.getState() == Thread.State.WAITING);
            threads.add(thread);
        }
        go.countDown();
        for (Thread thread : threads) {
            thread.join();
        }
        return failures;
    }

    @Test
    final void change_toAnotherRun_isRefused() {
        assertThatThrownBy(() -> runs().update(LAMP, _ -> Samples.opened(RunState.fresh(INFRA.run("other")), 1, "c1")))
                .isInstanceOf(IllegalStateException.class);
        assertThat(runs().of(INFRA)).isEmpty();
    }

    @Test
    final void lease_heldByOne_isNotGivenToAnother() {
        runs().update(LAMP, state -> Samples.opened(state, 1, "c1"));
        Lease lease = runs().acquire(LAMP, "a", MINUTE).orElseThrow();
        assertThat(lease).isEqualTo(new Lease(LAMP, "a", 1));
        assertThat(runs().acquire(LAMP, "b", MINUTE)).isEmpty();
        assertThat(runs().acquire(LAMP, "a", MINUTE)).isEmpty();
        runs().release(lease);
        assertThat(runs().acquire(LAMP, "b", MINUTE)).contains(new Lease(LAMP, "b", 2));
    }

    @Test
    final void lease_onARunThatIsNotThere_isNotGiven() {
        assertThat(runs().acquire(LAMP, "a", MINUTE)).isEmpty();
    }

    @Test
    final void leaseWhoseTimeIsOver_notTakenByAnother_stillWrites() {
        runs().update(LAMP, state -> Samples.opened(state, 1, "c1"));
        Lease lease = runs().acquire(LAMP, "a", MINUTE).orElseThrow();
        clock.advance(MINUTE.multipliedBy(2));
        RunState stored = runs().update(lease, Samples::succeeded);
        assertThat(runs().find(LAMP)).contains(stored);
    }

    @Test
    final void staleLease_writing_isRefusedAndChangesNothing() {
        RunState before = runs().update(LAMP, state -> Samples.opened(state, 1, "c1"));
        Lease stale = runs().acquire(LAMP, "a", MINUTE).orElseThrow();
        clock.advance(MINUTE);
        Lease lease = runs().acquire(LAMP, "b", MINUTE).orElseThrow();
        long last = new Events(database()).last();
        List<RunState> seen = new ArrayList<>();
        assertThatThrownBy(() -> runs().update(stale, state -> {
            seen.add(state);
            return Samples.succeeded(state);
        })).isInstanceOf(LeaseLostException.class);
        assertThat(seen).isEmpty();
        assertThat(runs().find(LAMP)).contains(before);
        assertThat(new Events(database()).last()).isEqualTo(last);
        runs().release(stale);
        assertThat(runs().update(lease, Samples::succeeded)).isNotEqualTo(before);
    }

    @Test
    final void leases_afterTakeOver_areFreeAndTheOldOnesStale() {
        runs().update(LAMP, state -> Samples.opened(state, 1, "c1"));
        Lease old = runs().acquire(LAMP, "a", MINUTE).orElseThrow();
        close();
        runs().takeOver();
        assertThatThrownBy(() -> runs().update(old, Samples::succeeded)).isInstanceOf(LeaseLostException.class);
        assertThat(runs().acquire(LAMP, "a", MINUTE)).contains(new Lease(LAMP, "a", 2));
    }

    @Test
    final void runs_due_areThoseWhoseTimeHasCome() {
        RunKey later = INFRA.run("later");
        runs().update(later, state -> Change.silent(state.withAttempt(Samples.attempt(1, "c1", NOON.plusNanos(1)))));
        runs().update(LAMP, state -> Change.silent(state.withAttempt(Samples.attempt(1, "c1", NOON))));
        assertThat(runs().due(NOON.minusMillis(1), 10)).isEmpty();
        assertThat(runs().due(NOON, 10)).containsExactly(LAMP);
        assertThat(runs().due(NOON.plusMillis(1), 10)).containsExactly(LAMP, later);
        assertThat(runs().due(NOON.plusMillis(1), 1)).containsExactly(LAMP);
        runs().update(LAMP, Samples::succeeded);
        assertThat(runs().due(NOON.plusMillis(1), 10)).containsExactly(later);
    }

    @Test
    final void runs_unsettled_areThoseWithAnOpenAttempt() {
        runs().update(INFRA.run("b"), state -> Samples.opened(state, 1, "c1"));
        runs().update(INFRA.run("a"), state -> Samples.opened(state, 1, "c1"));
        runs().update(INFRA.run("c"), state -> Samples.opened(state, 1, "c1"));
        runs().update(INFRA.run("a"), Samples::succeeded);
        assertThat(runs().unsettled()).containsExactly(INFRA.run("b"), INFRA.run("c"));
    }

    @Test
    final void list_byPages_givesEachRunOnceInOrder() {
        List<RunKey> keys = List.of(new RunKey("acme", "apps", "b"), INFRA.run("a"), INFRA.run("shop/lamp"),
                INFRA.run("z"), new RunKey("other", "infra", "a"));
        keys.reversed().forEach(key -> runs().update(key, state -> Samples.opened(state, 1, "c1")));
        List<RunKey> seen = new ArrayList<>();
        Page<RunRow> page = runs().list(RunFilter.ALL, PageRequest.of(null, 2));
        page.items().forEach(row -> seen.add(row.key()));
        while (page.next() != null) {
            page = runs().list(RunFilter.ALL, PageRequest.of(page.next(), 2));
            page.items().forEach(row -> seen.add(row.key()));
        }
        assertThat(seen).isEqualTo(keys);
    }

    @Test
    final void list_filtered_showsWhatIsAskedFor() {
        runs().update(LAMP, state -> Samples.opened(state, 3, "c1"));
        runs().update(INFRA.run("done"), state -> Samples.opened(state, 1, "c1"));
        runs().update(INFRA.run("done"), Samples::succeeded);
        runs().update(new RunKey("other", "infra", "x"), state -> Samples.opened(state, 1, "c1"));
        assertThat(runs().list(new RunFilter("acme", null, Phase.PENDING), PageRequest.of(null, 10)))
                .isEqualTo(new Page<>(
                        List.of(new RunRow(LAMP, "c1", Phase.PENDING, List.of(PENDING), 0, 0, 3, NOON)), null));
        assertThat(runs().list(RunFilter.of(INFRA), PageRequest.of(null, 10)).items()).map(RunRow::key)
                .containsExactly(INFRA.run("done"), LAMP);
        assertThat(runs().list(new RunFilter("nobody", null, null), PageRequest.of(null, 10)).items()).isEmpty();
    }

    @Test
    final void cursor_thatNoPageGave_isRefused() {
        for (String cursor : List.of("", "%", "a b", "YWJj", "Ly8v", "é")) {
            assertThatThrownBy(() -> runs().list(RunFilter.ALL, PageRequest.of(cursor, 10))).as(cursor)
                    .isInstanceOf(CursorException.class);
        }
    }

    @Test
    final void entries_ofAChange_areEventsOfItsRun() {
        runs().update(LAMP, state -> new Change(state, List.of(), List.of(new Entry("display", "web.1:1", "hello"))));
        assertThat(new Events(database()).after(0, EventFilter.of(LAMP), 10)).containsExactly(
                new Event(1, NOON, "acme", "infra", "shop/lamp", "display", "web.1:1", "hello"));
    }
}
