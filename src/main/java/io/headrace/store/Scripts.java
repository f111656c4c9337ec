package io.headrace.store;

import java.util.Map;
import java.util.NoSuchElementException;
import org.jdbi.v3.core.Handle;

/** The scripts of recipes, by the SHA-256 (hex) of their bytes; kept once, whoever uses them. */
public final class Scripts {
    private final Database database;

    public Scripts(Database database) {
        this.database = database;
    }

    /** Keeps those that are not kept yet. */
    public void keep(Map<String, String> scripts) {
        if (!scripts.isEmpty()) {
            database.run(handle -> scripts.forEach((sha256, text) -> keep(handle, sha256, text)));
        }
    }

    private static void keep(Handle handle, String sha256, String text) {
        handle.createUpdate("""
            insert into script (sha256, text) values (:sha256, :text) on conflict (sha256) do nothing
            """).bind("sha256", sha256).bind("text", text).execute();
    }

    /**
     * The script.
     *
     * @throws NoSuchElementException when it was never kept
     */
    public String script(String sha256) {
        return database.read(handle -> handle.createQuery("select text from script where sha256 = :sha256")
                .bind("sha256", sha256)
                .mapTo(String.class)
                .findOne()).orElseThrow(() -> new NoSuchElementException("no script " + sha256 + " is kept"));
    }
}
