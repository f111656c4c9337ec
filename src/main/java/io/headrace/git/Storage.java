package io.headrace.git;

import io.headrace.model.RepositoryKey;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.time.InstantSource;
import java.util.List;
import java.util.Map;
import java.util.NoSuchElementException;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;
import org.eclipse.jgit.internal.storage.file.FileRepository;
import org.eclipse.jgit.lib.ObjectId;
import org.eclipse.jgit.lib.Repository;
import org.eclipse.jgit.lib.RepositoryCache;
import org.eclipse.jgit.lib.RepositoryCache.FileKey;
import org.eclipse.jgit.util.FS;

/**
 * Where repositories lie on disk, and the only place that opens them. Each use closes what it opened; JGit's cache keeps
 * the indexes of packs for the next one.
 */
final class Storage {

    private final Path root;
    private final GitLimits limits;
    private final InstantSource clock;
    private final Map<RepositoryKey, List<Incoming>> incoming = new ConcurrentHashMap<>();

    /** Something that is done with an open repository. */
    interface Use<T> {
        T with(Repository repository) throws IOException;
    }

    Storage(Path root, GitLimits limits, InstantSource clock) {
        this.root = root;
        this.limits = limits;
        this.clock = clock;
        Folders.delete(incomingFolder());
    }

    Path folder(RepositoryKey key) {
        return root.resolve(key.tenant()).resolve(key.name() + ".git");
    }

    boolean exists(RepositoryKey key) {
        return Files.isRegularFile(folder(key).resolve("HEAD"));
    }

    /** Deletes it; from the first moment on it does not exist, also when this is cut off and repeated. */
    void remove(RepositoryKey key) {
        Path gone = folder(key).resolveSibling(key.name() + ".removed");
        try {
            Folders.delete(gone);
            if (exists(key)) {
                RepositoryCache.unregister(FileKey.exact(folder(key).toFile(), FS.DETECTED));
                Files.move(folder(key), gone, StandardCopyOption.ATOMIC_MOVE);
            }
            Folders.delete(gone);
        } catch (IOException e) {
            throw new UncheckedIOException("repository " + key + ": " + e.getMessage(), e);
        }
    }

    /** An open repository; the caller closes it. */
    FileRepository open(RepositoryKey key) throws IOException {
        if (!exists(key)) {
            throw new NoSuchRepositoryException(key);
        }
        return (FileRepository) RepositoryCache.open(FileKey.exact(folder(key).toFile(), FS.DETECTED));
    }

    /** Opens a place for objects that are not accepted yet; closing it deletes what was not kept. */
    Incoming openIncoming(RepositoryKey key) throws IOException {
        if (!exists(key)) {
            throw new NoSuchRepositoryException(key);
        }
        Files.createDirectories(incomingFolder());
        Path folder = Files.createTempDirectory(incomingFolder(), key.tenant() + "-" + key.name() + "-");
        List<Incoming> open = incoming.computeIfAbsent(key, _ -> new CopyOnWriteArrayList<>());
        Incoming place = Incoming.open(this.folder(key), folder, limits, clock, open::remove);
        open.add(place);
        return place;
    }

    <T> T use(RepositoryKey key, Use<T> use) {
        try (Repository repository = open(key)) {
            return use.with(repository);
        } catch (IOException e) {
            throw new UncheckedIOException("repository " + key + ": " + e.getMessage(), e);
        }
    }

    /** Like {@link #use}, in the repository or in the push under way that holds this object. */
    <T> T useWith(RepositoryKey key, String id, Use<T> use) {
        ObjectId object = id(id);
        try (Repository repository = holding(key, object)) {
            return use.with(repository);
        } catch (IOException e) {
            throw new UncheckedIOException("repository " + key + ": " + e.getMessage(), e);
        }
    }

    private Repository holding(RepositoryKey key, ObjectId object) throws IOException {
        // Twice, because a push may be accepted between the two looks.
        for (int look = 0; look < 2; look++) {
            Repository accepted = open(key);
            if (accepted.getObjectDatabase().has(object)) {
                return accepted;
            }
            accepted.close();
            for (Incoming place : incoming.getOrDefault(key, List.of())) {
                if (place.getObjectDatabase().has(object)) {
                    place.incrementOpen();
                    return place;
                }
            }
        }
        throw new NoSuchElementException("repository " + key + " has no object " + object.name());
    }

    static ObjectId id(String id) {
        if (!ObjectId.isId(id)) {
            throw new NoSuchElementException("'" + PathRules.printable(id) + "' is not the full id of a commit");
        }
        return ObjectId.fromString(id);
    }

    private Path incomingFolder() {
        return root.resolve(".incoming");
    }
}
