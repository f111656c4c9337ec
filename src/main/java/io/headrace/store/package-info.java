/**
 * What the server must not forget, in one SQL database: runs as documents, events, commits, statuses and their outbox,
 * parameters, scripts, tokens; and logs and reports in a folder.
 *
 * <p>All writes go through one platform thread that groups them into transactions; a caller gets its answer when its
 * group is on the disk. Reads go through a few platform threads of their own, because the driver's native calls would
 * pin the carriers of virtual threads. A change of a run is a function that the writer applies inside its transaction,
 * so that there are no version conflicts; it must be pure and quick, as nothing else is written meanwhile.
 *
 * <p>SQL stays here: one statement a method, in text blocks, portable but for what a placeholder in the migrations or
 * the opening of a database decides. This package decides nothing about runs; it asks {@code plan} what to project.
 */
@NullMarked
package io.headrace.store;

import org.jspecify.annotations.NullMarked;
