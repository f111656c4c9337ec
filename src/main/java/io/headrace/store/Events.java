package io.headrace.store;

import io.headrace.model.Entry;
import io.headrace.model.RepositoryKey;
import io.headrace.model.RunKey;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** The timeline of everything: what runs tell, and what commits are told, in commit order. */
public final class Events {
    private final Database database;

    public Events(Database database) {
        this.database = database;
    }

    /** Those that came after an id, oldest first; an empty list when there is nothing new. */
    public List<Event> after(long id, EventFilter filter, int limit) {
        return database.read(handle -> EventTable.after(handle, id, filter, PageRequest.of(null, limit).limit()));
    }

    /** Those before an id, newest first; {@link Long#MAX_VALUE} begins at the end. */
    public List<Event> before(long id, EventFilter filter, int limit) {
        return database.read(handle -> EventTable.before(handle, id, filter, PageRequest.of(null, limit).limit()));
    }

    /** What a timeline can be sorted by; in its own order, the newest come first. */
    public static Set<String> sortKeys() {
        return EventTable.SORTING.names();
    }

    /**
     * A page of a timeline, of one type of event unless that is null.
     *
     * @throws CursorException when no page of that order gave out the cursor
     */
    public Page<Event> list(EventFilter filter, @Nullable String type, PageRequest asked) {
        return database.read(handle -> EventTable.list(handle, filter, type, asked));
    }

    /** The id of the latest, 0 before the first; it stays when that event is deleted. */
    public long last() {
        return database.read(EventTable::last);
    }

    /** The id after which everything that is kept comes. */
    public long beginning() {
        return database.read(handle -> EventTable.first(handle) - 1);
    }

    /** Whether everything after that id can still be told: it is neither from another database nor too old. */
    public boolean resumable(long id) {
        return database.read(handle -> id <= EventTable.last(handle) && id >= EventTable.first(handle) - 1);
    }

    /** Adds what a person or the server did to a repository. */
    public void tell(RepositoryKey repository, Entry entry) {
        database.run(handle -> EventTable.add(handle, database.signal(), repository, entry, database.now()));
    }

    /** Adds what a person or the server did to a run outside of a change of its state. */
    public void tell(RunKey run, Entry entry) {
        database.run(handle -> EventTable.add(handle, database.signal(), run, entry, database.now()));
    }

    /**
     * Calls back after each commit that brought events. It is called on the thread that writes, so it must only wake
     * somebody; one call may stand for many events.
     */
    public Subscription subscribe(Runnable onCommit) {
        return database.signal().subscribe(onCommit);
    }
}
