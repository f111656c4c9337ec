package io.headrace.store;

import io.headrace.model.Entry;
import io.headrace.model.RepositoryKey;
import java.util.List;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** The commits that were received, with what was found in them. */
public final class Commits {
    private static final Pattern KEY = Pattern.compile("(-?\\d{1,18})/(.*)", Pattern.DOTALL);

    private final Database database;

    public Commits(Database database) {
        this.database = database;
    }

    /** Stores it; one that is received again replaces what is known of it, but for a plan of what was deployed. */
    public void received(CommitRecord commit) {
        database.run(handle -> {
            if (CommitTable.put(handle, commit) > 0) {
                EventTable.add(handle, database.signal(), commit.repository(),
                        new Entry("commit.received", commit.id(), commit.title()), database.now());
            }
        });
    }

    public Optional<CommitRecord> find(RepositoryKey repository, String id) {
        return database.read(handle -> CommitTable.find(handle, repository, id));
    }

    /**
     * A page of commits, the last received first.
     *
     * @param cursor from the page before, null for the first
     * @throws CursorException when no page gave out the cursor
     */
    public Page<CommitRecord> list(RepositoryKey repository, @Nullable String cursor, int limit) {
        int size = Paging.size(limit);
        CommitTable.After after = cursor == null ? null : after(Paging.read(cursor));
        List<CommitRecord> rows = database.read(handle -> CommitTable.list(handle, repository, after, size + 1));
        return Paging.cut(rows, size, row -> Columns.millis(row.receivedAt()) + "/" + row.id());
    }

    private static CommitTable.After after(String key) {
        Matcher matcher = KEY.matcher(key);
        if (!matcher.matches()) {
            throw new CursorException();
        }
        return new CommitTable.After(Long.parseLong(matcher.group(1)), matcher.group(2));
    }
}
