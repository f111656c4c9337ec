package io.headrace.git;

import org.eclipse.jgit.lib.StoredConfig;
import org.eclipse.jgit.util.FS;
import org.eclipse.jgit.util.SystemReader;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;

/** JGit sees nothing of the host's git. */
final class HermeticSystemTest {

    @BeforeAll
    static void install() {
        HermeticSystem.install();
        HermeticSystem.install();
    }

    @Test
    void configuration_holdsOnlyOurOwnSettings() throws Exception {
        StoredConfig user = SystemReader.getInstance().openUserConfig(null, FS.DETECTED);
        user.load();
        assertThat(user.getSections()).containsExactlyInAnyOrder("core", "receive", "gc");
        assertThat(SystemReader.getInstance().openSystemConfig(null, FS.DETECTED).getSections()).isEmpty();
        StoredConfig own = SystemReader.getInstance().openJGitConfig(null, FS.DETECTED);
        own.setString("url", "file:///etc/", "insteadOf", "https://");
        own.save();
        assertThat(SystemReader.getInstance().openJGitConfig(null, FS.DETECTED).getSections()).isEmpty();
    }

    @Test
    void environment_hidesTheVariablesOfGit() {
        assertThat(SystemReader.getInstance().getenv("GIT_DIR")).isNull();
        assertThat(SystemReader.getInstance().getenv("XDG_CONFIG_HOME")).isNull();
        assertThat(SystemReader.getInstance().getenv("PATH")).isEqualTo(System.getenv("PATH"));
        assertThat(SystemReader.getInstance().getHostname()).isEqualTo("localhost");
    }
}
