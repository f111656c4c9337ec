package io.headrace.connector;

import java.io.File;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFileAttributeView;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.List;
import java.util.Optional;

/** A system user as whom local machines run, so that those of several tenants cannot touch each other. */
public record LocalUser(String name) {

    /** What runs a command as the user: its groups, and no way to more rights. */
    private static final String AS_USER = "setpriv --reuid=%1$s --regid=\"$(id -g %1$s)\" --init-groups --no-new-privs";

    private static final int OTHERS_WRITE = 0022;
    private static final int STICKY = 01000;

    /** Why machines cannot run as this user below that folder, with what to do; empty when they can. */
    public Optional<String> problem(Path folder) {
        if (!succeeds("[ \"$(id -u)\" = 0 ]", folder)) {
            return Optional.of("the server must run as root to start processes as user '" + name + "'");
        }
        if (!succeeds("id -u " + name, folder)) {
            return Optional
                    .of("there is no system user '" + name + "': make it, without rights and without a password");
        }
        if (!succeeds("command -v setpriv", folder)) {
            return Optional.of("there is no program setpriv: install util-linux");
        }
        try {
            if (!Files.isDirectory(folder)) {
                Files.createDirectories(folder);
                Permissions.set(folder, Permissions.PASSED);
            }
            Optional<Path> open = openToOthers(folder.toRealPath());
            if (open.isPresent()) {
                return Optional.of("others than root can change the folder " + open.get()
                        + ", and so put links in the way of the server: set connectors.local.folder to one below folders "
                        + "that only root can write, such as /var/lib/headrace-machines");
            }
        } catch (IOException e) {
            return Optional.of("the folder " + folder + " cannot be made: " + e.getMessage());
        }
        return succeeds(AS_USER.formatted(name) + " sh -c 'cd \"$1\"' sh \"$1\"", folder)
                ? Optional.empty()
                : Optional.of("the user '" + name + "' cannot reach " + folder.toAbsolutePath()
                        + ": set connectors.local.folder to one below folders that everybody may pass, such as "
                        + "/var/lib/headrace-machines");
    }

    /** The first folder on the way that another user could swap; in sticky ones, such as /tmp, only what it owns. */
    private static Optional<Path> openToOthers(Path folder) throws IOException {
        for (Path one = folder; one != null; one = one.getParent()) {
            int mode = (int) Files.getAttribute(one, "unix:mode");
            boolean writable = (mode & OTHERS_WRITE) != 0 && (mode & STICKY) == 0;
            if (writable || (int) Files.getAttribute(one, "unix:uid") != 0) {
                return Optional.of(one);
            }
        }
        return Optional.empty();
    }

    /** The commands that replace a shell by the same program, run as the user. */
    String exec(String program) {
        return "exec " + AS_USER.formatted(name) + " " + program;
    }

    /** Makes the user the only one that gets at the file or folder. */
    void own(Path path, String permissions) throws IOException {
        PosixFileAttributeView view = Files.getFileAttributeView(path, PosixFileAttributeView.class,
                LinkOption.NOFOLLOW_LINKS);
        view.setOwner(path.getFileSystem().getUserPrincipalLookupService().lookupPrincipalByName(name));
        view.setPermissions(PosixFilePermissions.fromString(permissions));
    }

    private static boolean succeeds(String script, Path folder) {
        try {
            Process process = new ProcessBuilder(List.of("sh", "-c", script, "sh", folder.toAbsolutePath().toString()))
                    .redirectInput(new File("/dev/null"))
                    .redirectOutput(ProcessBuilder.Redirect.DISCARD)
                    .redirectError(ProcessBuilder.Redirect.DISCARD)
                    .start();
            return process.waitFor() == 0;
        } catch (IOException e) {
            return false;
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return false;
        }
    }
}
