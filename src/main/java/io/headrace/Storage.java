package io.headrace;

import io.headrace.http.Backend;
import io.headrace.model.BlobStore;
import io.headrace.reconcile.Stores;
import io.headrace.store.AuditLog;
import io.headrace.store.Cleaning;
import io.headrace.store.Commits;
import io.headrace.store.Database;
import io.headrace.store.Event;
import io.headrace.store.EventFilter;
import io.headrace.store.Events;
import io.headrace.store.FolderBlobs;
import io.headrace.store.Hooks;
import io.headrace.store.Outbox;
import io.headrace.store.Parameters;
import io.headrace.store.Recoveries;
import io.headrace.store.Runs;
import io.headrace.store.Scripts;
import io.headrace.store.SecretRows;
import io.headrace.store.Statuses;
import io.headrace.store.StoreUnavailableException;
import io.headrace.store.Tips;
import io.headrace.store.Tokens;
import java.nio.file.Path;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Optional;

/** The database and the blobs of one server, and the views of them that its parts are given. */
final class Storage implements AutoCloseable {
    /** Room for the words that end a log which was cut. */
    private static final int NOTICE = 1024;

    private final Path data;
    private final Database database;
    private final BlobStore blobs;
    private final Stores stores;
    private final Parameters parameters;
    private final Tokens tokens;
    private final AuditLog audit;
    private final Hooks hooks;
    private final SecretRows secrets;

    private Storage(Path data, Database database, BlobStore blobs) {
        this.data = data;
        this.database = database;
        this.blobs = blobs;
        this.stores = new Stores(new Runs(database),
                new Commits(database), new Tips(database), new Statuses(database), new Outbox(database),
                new Scripts(database), new Events(database),
                new Recoveries(database), new SecretRows(database));
        this.parameters = new Parameters(database);
        this.tokens = new Tokens(database);
        this.audit = new AuditLog(database);
        this.hooks = new Hooks(database);
        this.secrets = stores.secrets();
    }

    /** Opens what the configuration names; another server that has it open is an error that says so. */
    static Storage open(ServerConfig config, InstantSource clock) {
        DataFolder.make(config.data());
        long most = Math.max(config.limits().logBytes(), config.limits().reportBytes());
        return new Storage(config.data(), Database.open(config.databaseUrl(), clock),
                new FolderBlobs(config.data().resolve("blobs"), most + NOTICE));
    }

    Stores forTheLoop() {
        return stores;
    }

    Backend.Stored forTheWeb(Stores shared) {
        return new Backend.Stored(shared.runs(), shared.commits(), shared.statuses(), shared.events(), parameters,
                blobs, shared.tips(), shared.outbox(), tokens, audit);
    }

    /** Why nothing can be kept at present, or nothing. */
    String trouble() {
        return Disk.trouble(data).or(() -> database.trouble().map(StoreUnavailableException::forOthers)).orElse("");
    }

    /** When anything was last told. */
    Optional<Instant> lastWritten() {
        return stores.events().before(Long.MAX_VALUE, EventFilter.ALL, 1).stream().map(Event::at).findFirst();
    }

    Parameters parameters() {
        return parameters;
    }

    Tokens tokens() {
        return tokens;
    }

    SecretRows secrets() {
        return secrets;
    }

    Cleaning cleaning() {
        return new Cleaning(database);
    }

    Hooks hooks() {
        return hooks;
    }

    BlobStore blobs() {
        return blobs;
    }

    @Override
    public void close() {
        database.close();
    }
}
