package io.headrace.connector;

import java.io.IOException;
import java.nio.file.AccessDeniedException;
import java.nio.file.DirectoryIteratorException;
import java.nio.file.DirectoryStream;
import java.nio.file.FileSystemException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.SecureDirectoryStream;
import java.nio.file.attribute.BasicFileAttributeView;
import java.nio.file.attribute.PosixFileAttributeView;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.UUID;

/**
 * Removes a folder with all that is in it, safely while its former owner changes it: it works relative to open folders
 * and follows no link, and as root first takes each folder away from its owner, who from then on can swap nothing in it.
 * What is gone already is no error.
 *
 * <p>Trees of any depth take four descriptors: a folder within a folder is not descended into but moved up to the top.
 */
final class FolderRemoval {

    /** How often something may vanish or be something else than a moment ago; only those can do it that we cannot stop. */
    private static final int SURPRISES = 1000;
    private static final Path HERE = Path.of(".");

    private final Path path;
    private final Caller caller;
    private final String up = ".up-" + UUID.randomUUID() + "-";
    private long moved;
    private int surprises;

    private FolderRemoval(Path path, Caller caller) {
        this.path = path;
        this.caller = caller;
    }

    /**
     * Returns when it is gone; the folder above it must be the server's.
     *
     * @throws IOException when something cannot be removed, or changes all the time; the rest is still there
     */
    static void remove(Path folder) throws IOException {
        Path path = folder.toAbsolutePath();
        Path above = path.getParent();
        if (above == null) {
            throw new IOException(folder + " has nothing above it");
        }
        Caller caller = Caller.now();
        try (DirectoryStream<Path> open = Files.newDirectoryStream(above)) {
            if (open instanceof SecureDirectoryStream<Path> secure) {
                new FolderRemoval(path, caller).removeTop(secure, path.getFileName());
            } else {
                FolderWalk.remove(path, caller);
            }
        } catch (NoSuchFileException e) {
            // Not even the folder above is there.
            return;
        }
    }

    private void removeTop(SecureDirectoryStream<Path> above, Path name) throws IOException {
        for (boolean gone = false; !gone;) {
            gone = succeeds(() -> {
                if (isFolder(above, name)) {
                    try (SecureDirectoryStream<Path> top = open(above, name, path)) {
                        empty(top);
                    }
                    above.deleteDirectory(name);
                } else {
                    above.deleteFile(name);
                }
            });
        }
    }

    private void empty(SecureDirectoryStream<Path> top) throws IOException {
        for (boolean found = true; found;) {
            found = false;
            try (SecureDirectoryStream<Path> all = top.newDirectoryStream(HERE)) {
                for (Path one : all) {
                    found = true;
                    succeeds(() -> removeOne(top, one.getFileName()));
                }
            } catch (DirectoryIteratorException e) {
                throw e.getCause();
            }
        }
    }

    private void removeOne(SecureDirectoryStream<Path> top, Path name) throws IOException {
        if (!isFolder(top, name)) {
            top.deleteFile(name);
            return;
        }
        try (SecureDirectoryStream<Path> folder = open(top, name, path.resolve(name))) {
            for (Path one : folder) {
                succeeds(() -> take(folder, one.getFileName(), top, path.resolve(name)));
            }
        } catch (DirectoryIteratorException e) {
            throw e.getCause();
        }
        top.deleteDirectory(name);
    }

    private void take(SecureDirectoryStream<Path> folder, Path name, SecureDirectoryStream<Path> top, Path at)
            throws IOException {
        if (!isFolder(folder, name)) {
            folder.deleteFile(name);
            return;
        }
        Path target = Path.of(up + moved++);
        try {
            folder.move(name, top, target);
        } catch (AccessDeniedException e) {
            // To move a folder is to write into it.
            caller.makeOurs(at.resolve(name), e);
            folder.move(name, top, target);
        }
    }

    private SecureDirectoryStream<Path> open(SecureDirectoryStream<Path> above, Path name, Path at)
            throws IOException {
        SecureDirectoryStream<Path> open;
        try {
            open = above.newDirectoryStream(name, LinkOption.NOFOLLOW_LINKS);
        } catch (AccessDeniedException e) {
            caller.makeOurs(at, e);
            open = above.newDirectoryStream(name, LinkOption.NOFOLLOW_LINKS);
        }
        try {
            seize(open);
            return open;
        } catch (IOException | RuntimeException e) {
            open.close();
            throw e;
        }
    }

    /** Owner first: until then the former one could change the permissions again. */
    private void seize(SecureDirectoryStream<Path> open) throws IOException {
        PosixFileAttributeView view = open.getFileAttributeView(PosixFileAttributeView.class);
        if (caller.root() && !view.getOwner().equals(caller.user())) {
            view.setOwner(caller.user());
        }
        if (!PosixFilePermissions.toString(view.readAttributes().permissions()).equals(Permissions.OWN_FOLDER)) {
            view.setPermissions(PosixFilePermissions.fromString(Permissions.OWN_FOLDER));
        }
    }

    private static boolean isFolder(SecureDirectoryStream<Path> folder, Path name) throws IOException {
        return folder.getFileAttributeView(name, BasicFileAttributeView.class, LinkOption.NOFOLLOW_LINKS)
                .readAttributes()
                .isDirectory();
    }

    /** An act on something that may be gone, or something else by now: it is looked at again then. */
    private boolean succeeds(Act act) throws IOException {
        try {
            act.run();
            return true;
        } catch (AccessDeniedException e) {
            throw e;
        } catch (FileSystemException e) {
            if (++surprises > SURPRISES) {
                throw new IOException(path + " changes all the time, or cannot be removed: " + e.getMessage(), e);
            }
            return e instanceof NoSuchFileException;
        }
    }

    private interface Act {
        void run() throws IOException;
    }
}
