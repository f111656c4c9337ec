package io.headrace.store;

import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;
import io.headrace.model.RunKey;
import io.headrace.model.RunState;
import java.time.Instant;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.concurrent.ThreadLocalRandom;
import org.jdbi.v3.core.Handle;

/**
 * The states of runs, with those kept in memory that were used last: a document is parsed once, not for each call of an
 * agent. What is kept counts only while the database has its stamp, so a transaction that is rolled back, or one that
 * others do not see yet, misleads nobody.
 */
final class States {
    private static final int MOST_CHARACTERS = 8 << 20;

    private final Cache<RunKey, Kept> kept = Caffeine.newBuilder()
            .executor(Runnable::run)
            .maximumWeight(MOST_CHARACTERS)
            .weigher((RunKey key, Kept one) -> one.characters())
            .build();

    private record Kept(long stamp, int characters, RunState state) {}

    Optional<RunState> find(Handle handle, RunKey key) {
        Kept have = kept.getIfPresent(key);
        return RunTable.find(handle, key, have == null ? null : have.stamp()).map(stored -> {
            String document = stored.document();
            if (document == null && have != null) {
                return have.state();
            }
            return read(key, stored.stamp(), Objects.requireNonNull(document));
        });
    }

    /** The states of the rows, in their order. */
    List<RunState> of(List<RunTable.Row> rows) {
        return rows.stream().map(row -> {
            Kept have = kept.getIfPresent(row.key());
            return have != null && have.stamp() == row.stamp()
                    ? have.state()
                    : read(row.key(), row.stamp(), row.document());
        }).toList();
    }

    private RunState read(RunKey key, long stamp, String document) {
        RunState state = RunTable.state(document);
        kept.put(key, new Kept(stamp, document.length(), state));
        return state;
    }

    void store(Handle handle, RunState state, Projection projection, Instant now) {
        long stamp = ThreadLocalRandom.current().nextLong();
        int characters = RunTable.store(handle, state, stamp, projection, now);
        kept.put(state.key(), new Kept(stamp, characters, state));
    }
}
