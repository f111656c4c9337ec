package io.headrace.git;

import io.headrace.model.RepositoryKey;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import org.eclipse.jgit.internal.storage.file.FileRepository;
import org.eclipse.jgit.lib.Constants;
import org.eclipse.jgit.lib.Ref;
import org.eclipse.jgit.lib.RefUpdate;
import org.eclipse.jgit.lib.Repository;
import org.eclipse.jgit.storage.file.FileRepositoryBuilder;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Makes bare repositories. */
final class Creation {

    private static final Logger LOG = LoggerFactory.getLogger(Creation.class);

    private Creation() {}

    /** A new repository gets its name when it is complete, so that a kill leaves none by halves. */
    static synchronized void create(Storage storage, RepositoryKey key, String branch) {
        String head = Constants.R_HEADS + branch;
        if (!Repository.isValidRefName(head) || head.startsWith(Constants.R_HEADS + "-")) {
            throw new IllegalArgumentException("not a branch name: " + PathRules.printable(branch));
        }
        try {
            Path folder = storage.folder(key);
            if (!storage.exists(key)) {
                Path partial = folder.resolveSibling(folder.getFileName() + ".partial");
                Folders.delete(partial);
                Files.createDirectories(folder.getParent());
                initialize(partial, head);
                putAside(folder);
                Files.move(partial, folder, StandardCopyOption.ATOMIC_MOVE);
            }
            storage.use(key, repository -> link(repository, head));
        } catch (IOException e) {
            throw new UncheckedIOException("repository " + key + ": " + e.getMessage(), e);
        }
    }

    /** What is left of a repository that somebody deleted by halves must not keep the server from starting. */
    private static void putAside(Path folder) throws IOException {
        for (int number = 1; Files.exists(folder); number++) {
            Path aside = folder.resolveSibling(folder.getFileName() + ".broken-" + number);
            if (!Files.exists(aside)) {
                Files.move(folder, aside, StandardCopyOption.ATOMIC_MOVE);
                LOG.warn("{} is no repository any more: what is left of it is in {} now", folder, aside);
            }
        }
    }

    private static void initialize(Path folder, String head) throws IOException {
        FileRepositoryBuilder options = new FileRepositoryBuilder().setGitDir(folder.toFile()).setBare().setup();
        try (FileRepository repository = new FileRepository(options)) {
            repository.create(true);
            link(repository, head);
        }
    }

    private static RefUpdate.Result link(Repository repository, String head) throws IOException {
        if (deployed(repository).equals(head)) {
            return RefUpdate.Result.NO_CHANGE;
        }
        RefUpdate update = repository.updateRef(Constants.HEAD);
        update.disableRefLog();
        RefUpdate.Result result = update.link(head);
        if (result != RefUpdate.Result.FORCED && result != RefUpdate.Result.NEW) {
            throw new IOException("HEAD: " + result);
        }
        return result;
    }

    /** The full ref of the deployed branch. */
    static String deployed(Repository repository) throws IOException {
        Ref head = repository.exactRef(Constants.HEAD);
        if (head == null) {
            throw new IOException("HEAD is missing");
        }
        return head.getTarget().getName();
    }
}
