package io.headrace;

import io.headrace.model.Settings;
import io.headrace.model.TenantSettings;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import static org.assertj.core.api.Assertions.assertThat;

/** Which configurations a running server takes up. */
final class ReloadTest {

    private static final String NONE_LEFT = "tenants: none is left; restart the server if that is meant";

    @TempDir
    Path folder = Path.of("replaced");

    private final RecordingServer server = new RecordingServer();

    private Reload reload(String text, Runnable pause) {
        write(text);
        return new Reload(new ConfigFile(file()), new ConfigOption(Map.of(), List.of("local")), server, pause);
    }

    private Path file() {
        return folder.resolve("headrace.yaml");
    }

    private void write(String text) {
        try {
            Files.writeString(file(), text);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static String tenants(String... names) {
        return "tenants: [" + String.join(", ", Stream.of(names).map(name -> "{name: " + name + "}").toList()) + "]\n";
    }

    @Test
    void validFile_isTakenUp() {
        assertThat(reload(tenants("acme"), () -> {}).take()).isEmpty();
        assertThat(server.taken).containsExactly(List.of("acme"));
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "\n\n", "# tenants: []\n"})
    void emptyFile_changesNothing(String text) {
        assertThat(reload(text, () -> {}).take()).contains(file() + " is empty");
        assertThat(server.taken).isEmpty();
    }

    @Test
    void fileWithProblems_changesNothing() {
        assertThat(reload("tenants: 1\n", () -> {}).take()).contains("the file has 1 problem");
        assertThat(server.taken).isEmpty();
    }

    @Test
    void fileThatIsBeingWritten_isTakenUpWhenItIsWhole() {
        Iterator<String> texts = List.of(tenants("acme"), tenants("acme", "beta")).iterator();
        Reload reload = reload("", () -> {
            if (texts.hasNext()) {
                write(texts.next());
            }
        });
        assertThat(reload.take()).isEmpty();
        assertThat(server.taken).containsExactly(List.of("acme", "beta"));
    }

    @Test
    void fileThatNeverSettles_changesNothing() {
        List<String> names = new ArrayList<>();
        Reload reload = reload("", () -> {
            names.add("t" + names.size());
            write(tenants(names.toArray(String[]::new)));
        });
        assertThat(reload.take())
                .contains(file() + " is being written all the time; send SIGHUP again when that is over");
        assertThat(server.taken).isEmpty();
    }

    @Test
    void tenantsThatAllLeave_areRefusedTogetherButNotOneByOne() {
        assertThat(Restart.refusal(settings("acme", "beta"), settings())).contains(NONE_LEFT);
        assertThat(Restart.refusal(settings("acme", "beta"), settings("other"))).contains(NONE_LEFT);
        assertThat(Restart.refusal(settings("acme", "beta"), settings("beta"))).isEmpty();
        assertThat(Restart.refusal(settings(), settings())).isEmpty();
        assertThat(Restart.refusal(settings(), settings("acme"))).isEmpty();
    }

    private Settings settings(String... names) {
        RecordingServer read = new RecordingServer();
        write(tenants(names));
        new Reload(new ConfigFile(file()), new ConfigOption(Map.of(), List.of()), read, () -> {}).run();
        return new Settings(read.last, List.of());
    }

    /** Remembers the tenants that it is told of. */
    private static final class RecordingServer implements Consumer<ServerConfig> {
        private final List<List<String>> taken = new ArrayList<>();
        private List<TenantSettings> last = List.of();

        @Override
        public void accept(ServerConfig config) {
            last = config.tenants();
            taken.add(last.stream().map(TenantSettings::name).toList());
        }
    }
}
