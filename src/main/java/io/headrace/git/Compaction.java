package io.headrace.git;

import java.io.IOException;
import java.text.ParseException;
import java.util.concurrent.ExecutionException;
import org.eclipse.jgit.api.errors.GitAPIException;
import org.eclipse.jgit.internal.storage.file.FileRepository;
import org.eclipse.jgit.internal.storage.file.GC;
import org.eclipse.jgit.lib.Repository;

/**
 * Packs what pushes and notes left lying about. Nothing younger than two weeks is dropped, so a push that is accepted
 * meanwhile loses nothing.
 */
final class Compaction {

    private Compaction() {}

    static void run(Repository repository) throws IOException {
        GC collector = new GC((FileRepository) repository);
        collector.setAuto(true);
        try {
            collector.gc().get();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        } catch (ParseException | GitAPIException | ExecutionException e) {
            throw new IOException(e);
        }
    }
}
