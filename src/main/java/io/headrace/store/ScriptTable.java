package io.headrace.store;

import java.time.Instant;
import java.util.Collection;
import java.util.HashSet;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jdbi.v3.core.Handle;
import org.jspecify.annotations.Nullable;

/** The statements on the table of scripts. */
final class ScriptTable {
    /** How documents of runs name the script of a recipe or a step. */
    private static final Pattern NAMED = Pattern.compile("\"script\":\"([^\"]+)\"");

    private ScriptTable() {}

    static Optional<String> find(Handle handle, String sha256) {
        return handle.createQuery("select text from script where sha256 = :sha256")
                .bind("sha256", sha256)
                .mapTo(String.class)
                .findOne();
    }

    /** Keeps it from now on; without a time for good, which a time later does not change. */
    static void keep(Handle handle, String sha256, String text, @Nullable Instant now) {
        handle.createUpdate("""
            insert into script (sha256, text, kept_at) values (:sha256, :text, :now)
            on conflict (sha256) do update set kept_at = excluded.kept_at where script.kept_at is not null
            """)
                .bind("sha256", sha256)
                .bind("text", text)
                .bind("now", now == null ? null : Columns.millis(now))
                .execute();
    }

    /** Those that were last kept before, with when. */
    static Map<String, Long> old(Handle handle, Instant before) {
        return handle.createQuery("select sha256, kept_at from script where kept_at < :before")
                .bind("before", Columns.millis(before))
                .map((row, context) -> Map.entry(row.getString("sha256"), row.getLong("kept_at")))
                .stream()
                .collect(Collectors.toMap(Map.Entry::getKey, Map.Entry::getValue));
    }

    /** Which of the scripts runs name. */
    static Set<String> used(Handle handle, Collection<String> scripts) {
        Set<String> used = new HashSet<>();
        try (Stream<String> documents = handle.createQuery("select document from run").mapTo(String.class).stream()) {
            documents.forEach(document -> NAMED.matcher(document)
                    .results()
                    .map(found -> found.group(1))
                    .filter(scripts::contains)
                    .forEach(used::add));
        }
        return used;
    }

    /** Deletes it unless it was kept again since; how many that are. */
    static int delete(Handle handle, String sha256, long keptAt) {
        return handle.createUpdate("delete from script where sha256 = :sha256 and kept_at = :keptAt")
                .bind("sha256", sha256)
                .bind("keptAt", keptAt)
                .execute();
    }
}
