package io.headrace.store;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.stream.IntStream;
import org.jdbi.v3.core.Handle;
import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

/** What a database promises of writes at the same time. */
abstract class WritesContract extends StoreContract {
    private static void add(Handle handle, String name) {
        handle.createUpdate("insert into script (sha256, text) values (:name, '')").bind("name", name).execute();
    }

    private List<String> names() {
        return database().read(
                handle -> handle.createQuery("select sha256 from script order by sha256").mapTo(String.class).list());
    }

    private <T> List<Future<T>> atOnce(List<Callable<T>> tasks) throws InterruptedException {
        try (ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor()) {
            return threads.invokeAll(tasks);
        }
    }

    private static String name(int number) {
        return "%04d".formatted(number);
    }

    @Test
    final void writes_ofManyCallers_areEachReadableWhenAnswered() throws Exception {
        Database database = database();
        List<Callable<Boolean>> tasks = IntStream.range(0, 500).<Callable<Boolean>>mapToObj(number -> () -> {
            database.run(handle -> add(handle, name(number)));
            return names().contains(name(number));
        }).toList();
        for (Future<Boolean> seen : atOnce(tasks)) {
            assertThat(seen.get()).isTrue();
        }
        assertThat(names()).hasSize(500);
    }

    @Test
    final void tasksThatFail_amongOthers_areUndoneAlone() throws Exception {
        Database database = database();
        List<Callable<Integer>> tasks = IntStream.range(0, 300).<Callable<Integer>>mapToObj(number -> () -> {
            return database.write(handle -> {
                add(handle, name(number));
                switch (number % 3) {
                    case 1 -> throw new IllegalStateException(name(number));
                    case 2 -> add(handle, name(number));
                    default -> add(handle, "x" + name(number));
                }
                return number;
            });
        }).toList();
        List<Future<Integer>> answers = atOnce(tasks);
        List<String> expected = new ArrayList<>();
        for (int number = 0; number < 300; number++) {
            Future<Integer> answer = answers.get(number);
            if (number % 3 == 0) {
                assertThat(answer.get()).isEqualTo(number);
                expected.addAll(List.of(name(number), "x" + name(number)));
            } else {
                assertThatThrownBy(answer::get).isInstanceOf(ExecutionException.class)
                        .cause()
                        .isNotInstanceOf(StoreUnavailableException.class);
            }
        }
        assertThat(names()).containsExactlyInAnyOrderElementsOf(expected);
    }

    @Test
    final void taskThatThrowsAnError_isUndoneAndTheThreadGoesOn() {
        Database database = database();
        assertThatThrownBy(() -> database.run(handle -> {
            add(handle, "a");
            throw new AssertionError("own");
        })).isInstanceOf(AssertionError.class);
        database.run(handle -> add(handle, "b"));
        assertThat(names()).containsExactly("b");
    }

    @Test
    final void write_insideAWrite_isRefusedAndNotADeadlock() {
        Database database = database();
        assertThatThrownBy(() -> database.run(_ -> database.run(handle -> add(handle, "a"))))
                .isInstanceOf(IllegalStateException.class);
        assertThat(names()).isEmpty();
    }

    @Test
    final void reader_writing_isRefused() {
        Database database = database();
        assertThatThrownBy(() -> database.read(handle -> {
            add(handle, "a");
            return true;
        })).isInstanceOf(RuntimeException.class);
        assertThat(names()).isEmpty();
    }

    @Test
    final void reader_duringAWrite_seesTheStateBefore() throws Exception {
        Database database = database();
        CountDownLatch written = new CountDownLatch(1);
        CountDownLatch go = new CountDownLatch(1);
        try (ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor()) {
            Future<Boolean> write = threads.submit(() -> database.write(handle -> {
                add(handle, "a");
                written.countDown();
                return awaited(go);
            }));
            written.await();
            assertThat(names()).isEmpty();
            go.countDown();
            assertThat(write.get()).isTrue();
        }
        assertThat(names()).containsExactly("a");
    }

    private static boolean awaited(CountDownLatch latch) {
        try {
            latch.await();
            return true;
        } catch (InterruptedException e) {
            throw new IllegalStateException(e);
        }
    }

    @Test
    final void callerInterrupted_whileWaiting_getsItsAnswerAndStaysInterrupted() throws Exception {
        Database database = database();
        try (ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor()) {
            Future<Boolean> interrupted = threads.submit(() -> {
                Thread.currentThread().interrupt();
                database.run(handle -> add(handle, "a"));
                return Thread.currentThread().isInterrupted();
            });
            assertThat(interrupted.get()).isTrue();
        }
        assertThat(names()).containsExactly("a");
    }

    @Test
    final void databaseClosed_asked_saysSo() {
        Database database = database();
        close();
        assertThatThrownBy(() -> database.run(handle -> add(handle, "a")))
                .isInstanceOf(StoreUnavailableException.class);
        assertThatThrownBy(() -> new Events(database).last()).isInstanceOf(StoreUnavailableException.class);
    }
}
