package io.headrace.store;

import io.headrace.model.RepositoryKey;
import java.util.Collection;
import java.util.List;
import java.util.Set;

/** Whether an earlier database is lost, and the repositories whose runs are not taken up again since. */
public final class Recoveries {
    private final Database database;

    public Recoveries(Database database) {
        this.database = database;
    }

    /**
     * Notes how this database began; only the first call does.
     *
     * @param lost whether an earlier one is lost
     * @param repositories those whose runs are to be taken up again then
     * @return whether this call noted a loss
     */
    public boolean begin(boolean lost, Collection<RepositoryKey> repositories) {
        List<RepositoryKey> all = List.copyOf(repositories);
        return database.write(handle -> {
            boolean first = handle.createUpdate("""
                insert into origin (id, lost, at) values (1, :lost, :at) on conflict (id) do nothing
                """).bind("lost", lost).bind("at", Columns.millis(database.now())).execute() == 1;
            if (first && lost) {
                for (RepositoryKey repository : all) {
                    handle.createUpdate("insert into recovery (tenant, repository) values (:tenant, :repository)")
                            .bind("tenant", repository.tenant())
                            .bind("repository", repository.name())
                            .execute();
                }
            }
            return first && lost;
        });
    }

    /** Whether an earlier database is lost. */
    public boolean lost() {
        return database.read(handle -> handle.createQuery("select lost from origin where id = 1")
                .mapTo(Boolean.class)
                .findOne()
                .orElse(false));
    }

    /** The repositories that are still to be taken up. */
    public Set<RepositoryKey> open() {
        return database.read(handle -> handle.createQuery("select tenant, repository from recovery")
                .map((row, context) -> new RepositoryKey(row.getString("tenant"), row.getString("repository")))
                .set());
    }

    /** Its runs are taken up. */
    public void done(RepositoryKey repository) {
        database.run(handle -> handle
                .createUpdate("delete from recovery where tenant = :tenant and repository = :repository")
                .bind("tenant", repository.tenant())
                .bind("repository", repository.name())
                .execute());
    }
}
