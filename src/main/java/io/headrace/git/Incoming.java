package io.headrace.git;

import java.io.BufferedInputStream;
import java.io.BufferedOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.function.Consumer;
import org.eclipse.jgit.internal.storage.file.FileRepository;
import org.eclipse.jgit.internal.storage.pack.PackWriter;
import org.eclipse.jgit.lib.NullProgressMonitor;
import org.eclipse.jgit.lib.ObjectId;
import org.eclipse.jgit.lib.ObjectInserter;
import org.eclipse.jgit.lib.Ref;
import org.eclipse.jgit.storage.file.FileRepositoryBuilder;

/**
 * A repository as it is during one push, write or fetch: its refs are those of the repository, its new objects lie in a
 * folder of their own, which {@link #keep()} makes part of the repository and closing deletes.
 */
final class Incoming extends FileRepository {

    private final Path target;
    private final Path folder;
    private final GitLimits limits;
    private final InstantSource clock;
    private final Consumer<Incoming> closed;

    private Incoming(FileRepositoryBuilder options, Path target, Path folder, GitLimits limits,
            InstantSource clock, Consumer<Incoming> closed) throws IOException {
        super(options);
        this.target = target;
        this.folder = folder;
        this.limits = limits;
        this.clock = clock;
        this.closed = closed;
    }

    static Incoming open(Path repository, Path folder, GitLimits limits, InstantSource clock, Consumer<Incoming> closed)
            throws IOException {
        Path objects = repository.resolve("objects");
        Files.createDirectories(folder.resolve("pack"));
        FileRepositoryBuilder options = new FileRepositoryBuilder().setGitDir(repository.toFile())
                .setBare()
                .setObjectDirectory(folder.toFile())
                .addAlternateObjectDirectory(objects.toFile())
                .setup();
        return new Incoming(options, objects, folder, limits, clock, closed);
    }

    @Override
    public ObjectInserter newObjectInserter() {
        return new BoundedInserter(super.newObjectInserter(), limits, clock);
    }

    /** The bytes that the repository would have with the new objects. */
    long sizeWithin() throws IOException {
        return Folders.size(target) + Folders.size(folder);
    }

    /** Makes all new objects part of the repository. An index comes after its pack, or readers would miss the pack. */
    void keep() throws IOException {
        List<Path> files = new ArrayList<>(Folders.files(folder));
        files.sort(Comparator.comparing((Path file) -> file.toString().endsWith(".idx")).thenComparing(file -> file));
        for (Path file : files) {
            if (!file.toString().endsWith(".keep")) {
                Folders.link(file, target.resolve(folder.relativize(file).toString()));
            }
        }
        Folders.sync(target.resolve("pack"));
    }

    /** Makes those new objects part of the repository that are needed by these tips, and no others. */
    void keepOnly(Collection<ObjectId> tips) throws IOException {
        Set<ObjectId> known = new HashSet<>();
        for (Ref ref : getRefDatabase().getRefs()) {
            if (ref.getObjectId() != null) {
                known.add(ref.getObjectId());
            }
        }
        Path pack = folder.resolve("accepted");
        try (PackWriter writer = new PackWriter(this);
                OutputStream out = new BufferedOutputStream(Files.newOutputStream(pack))) {
            writer.preparePack(NullProgressMonitor.INSTANCE, Set.copyOf(tips), known);
            if (writer.getObjectCount() == 0) {
                return;
            }
            writer.writePack(NullProgressMonitor.INSTANCE, NullProgressMonitor.INSTANCE, out);
        }
        try (FileRepository repository = new FileRepository(getDirectory());
                ObjectInserter inserter = repository.newObjectInserter();
                InputStream in = new BufferedInputStream(Files.newInputStream(pack))) {
            inserter.newPackParser(in).parse(NullProgressMonitor.INSTANCE);
        }
        Folders.sync(target.resolve("pack"));
    }

    @Override
    protected void doClose() {
        super.doClose();
        closed.accept(this);
        Folders.delete(folder);
    }
}
