package io.headrace.store;

import java.time.Instant;
import java.util.Map;
import java.util.NoSuchElementException;

/** The scripts of recipes, by the SHA-256 (hex) of their bytes; kept once, whoever uses them. */
public final class Scripts {
    private final Database database;

    public Scripts(Database database) {
        this.database = database;
    }

    /**
     * Keeps the scripts of a commit, before a run that has them is stored. They stay as long as runs have them, and for
     * a while after that: see {@link Cleaning#scripts}.
     */
    public void keep(Map<String, String> scripts) {
        if (!scripts.isEmpty()) {
            Instant now = database.now();
            database.run(
                    handle -> scripts.forEach((sha256, text) -> ScriptTable.keep(handle, sha256, text, now)));
        }
    }

    /** Keeps one for good: what is sealed names it, where nobody can look whether it is needed. */
    public void keepForGood(String sha256, String text) {
        database.run(handle -> ScriptTable.keep(handle, sha256, text, null));
    }

    /**
     * The script.
     *
     * @throws NoSuchElementException when it was never kept
     */
    public String script(String sha256) {
        return database.read(handle -> ScriptTable.find(handle, sha256))
                .orElseThrow(() -> new NoSuchElementException("no script " + sha256 + " is kept"));
    }
}
