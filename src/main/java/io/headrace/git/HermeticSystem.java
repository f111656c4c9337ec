package io.headrace.git;

import java.io.File;
import java.nio.file.Path;
import org.eclipse.jgit.lib.Config;
import org.eclipse.jgit.lib.Constants;
import org.eclipse.jgit.storage.file.FileBasedConfig;
import org.eclipse.jgit.util.FS;
import org.eclipse.jgit.util.SystemReader;
import org.jspecify.annotations.Nullable;

/**
 * What JGit sees of the host: no system, user or JGit configuration but our own few settings, none of git's environment
 * variables, no time zone.
 * A {@code url.insteadOf}, a credential helper or a hook path of the account that runs the server must never take part.
 * Time stays JGit's own: it compares it with the times of files.
 */
final class HermeticSystem extends SystemReader.Delegate {

    private HermeticSystem(SystemReader host) {
        super(host);
    }

    /** Makes this the view of all of JGit in this process. */
    static synchronized void install() {
        SystemReader host = SystemReader.getInstance();
        if (!(host instanceof HermeticSystem)) {
            SystemReader.setInstance(new HermeticSystem(host));
            // JGit measures the file system's clock for seconds; meanwhile files of the last two count as changing. It
            // is begun here, so that its probes are not in a repository where temporary files share a disk with it.
            FS.FileStoreAttributes.setBackground(true);
            Thread.ofPlatform()
                    .daemon()
                    .name("file-clock")
                    .start(() -> FS.getFileStoreAttributes(Path.of(System.getProperty("java.io.tmpdir"))));
        }
    }

    @Override
    public String getHostname() {
        return "localhost";
    }

    @Override
    public @Nullable String getenv(String variable) {
        return variable.startsWith("GIT_") || variable.equals(Constants.XDG_CONFIG_HOME)
                ? null
                : super.getenv(variable);
    }

    @Override
    public FileBasedConfig openUserConfig(@Nullable Config parent, FS fs) {
        FileBasedConfig ours = new EmptyConfig(parent, fs);
        ours.setBoolean("core", null, "fsyncObjectFiles", true);
        ours.setBoolean("core", null, "fsyncRefFiles", true);
        // Compaction is called for when nobody waits, not at the end of a push.
        ours.setBoolean("receive", null, "autogc", false);
        ours.setInt("gc", null, "autoPackLimit", 20);
        return ours;
    }

    @Override
    public FileBasedConfig openSystemConfig(@Nullable Config parent, FS fs) {
        return new EmptyConfig(parent, fs);
    }

    @Override
    public FileBasedConfig openJGitConfig(@Nullable Config parent, FS fs) {
        return new EmptyConfig(parent, fs);
    }

    @Override
    public int getTimezone(long when) {
        return 0;
    }

    /** A configuration without a file behind it. */
    private static final class EmptyConfig extends FileBasedConfig {

        EmptyConfig(@Nullable Config parent, FS fs) {
            super(parent, new File("none"), fs);
        }

        @Override
        public void load() {
            // There is nothing to read.
        }

        @Override
        public void save() {
            // JGit would keep its measurements of file systems here; they are made again at each start.
        }

        @Override
        public boolean isOutdated() {
            return false;
        }
    }
}
