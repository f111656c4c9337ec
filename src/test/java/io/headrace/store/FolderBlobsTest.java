package io.headrace.store;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

/** Logs and reports in a folder. */
final class FolderBlobsTest {
    private static final String LOG = "logs/acme/infra/shop/lamp/web.1/2/web.1:2:7";

    @TempDir
    private Path folder = Path.of("replaced");

    private FolderBlobs blobs() {
        return new FolderBlobs(folder.resolve("blobs"), 10);
    }

    private static byte[] bytes(String text) {
        return text.getBytes(StandardCharsets.UTF_8);
    }

    private static void put(FolderBlobs blobs, String name, String text) {
        blobs.put(name, new ByteArrayInputStream(bytes(text)));
    }

    private static String read(FolderBlobs blobs, String name, long offset) {
        return blobs.open(name, offset).map(FolderBlobsTest::text).orElse("absent");
    }

    private static String text(InputStream opened) {
        try (opened) {
            return new String(opened.readAllBytes(), StandardCharsets.UTF_8);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    @Test
    void bytes_appendedAgain_areThereOnce() {
        FolderBlobs blobs = blobs();
        assertThat(blobs.append(LOG, 0, bytes("abc"))).isEqualTo(3);
        assertThat(blobs.append(LOG, 0, bytes("abc"))).isEqualTo(3);
        assertThat(blobs.append(LOG, 1, bytes("bcde"))).isEqualTo(5);
        assertThat(blobs.append(LOG, 0, bytes(""))).isEqualTo(5);
        assertThat(read(blobs, LOG, 0)).isEqualTo("abcde");
        assertThat(read(blobs, LOG, 3)).isEqualTo("de");
        assertThat(read(blobs, LOG, 99)).isEmpty();
        assertThat(blobs.length(LOG)).isEqualTo(5);
    }

    @Test
    void bytes_thatLeaveAGap_areRefused() {
        FolderBlobs blobs = blobs();
        blobs.append(LOG, 0, bytes("abc"));
        assertThatThrownBy(() -> blobs.append(LOG, 4, bytes("e"))).isInstanceOf(BlobRefusedException.class);
        assertThatThrownBy(() -> blobs.append(LOG, -1, bytes("e"))).isInstanceOf(BlobRefusedException.class);
        assertThat(read(blobs, LOG, 0)).isEqualTo("abc");
    }

    @Test
    void bytes_overTheLimit_areRefusedAndLeaveWhatWasThere() {
        FolderBlobs blobs = blobs();
        blobs.append(LOG, 0, bytes("0123456789"));
        assertThatThrownBy(() -> blobs.append(LOG, 10, bytes("x"))).isInstanceOf(BlobRefusedException.class);
        put(blobs, "reports/a", "old");
        assertThatThrownBy(() -> put(blobs, "reports/a", "01234567890")).isInstanceOf(BlobRefusedException.class);
        assertThat(read(blobs, LOG, 0)).isEqualTo("0123456789");
        assertThat(read(blobs, "reports/a", 0)).isEqualTo("old");
        assertThat(blobs.list("")).containsExactly(LOG, "reports/a");
    }

    @Test
    void blob_put_replacesTheWhole() throws Exception {
        FolderBlobs blobs = blobs();
        put(blobs, "reports/a", "a longer");
        put(blobs, "reports/a", "one");
        assertThat(read(blobs, "reports/a", 0)).isEqualTo("one");
        try (var files = Files.list(folder.resolve("blobs"))) {
            assertThat(files).containsExactly(folder.resolve("blobs/reports"));
        }
    }

    @Test
    void blob_thatIsNotThere_isEmpty() {
        FolderBlobs blobs = blobs();
        assertThat(blobs.open(LOG, 0)).isEmpty();
        assertThat(blobs.length(LOG)).isZero();
        assertThat(blobs.list("logs/")).isEmpty();
        blobs.delete("logs/");
        put(blobs, "reports/a", "x");
        assertThat(blobs.open("reports", 0)).isEmpty();
        assertThat(blobs.length("reports")).isZero();
    }

    @Test
    void prefix_deleted_takesWhatBeginsWithIt() {
        FolderBlobs blobs = blobs();
        List<String> names = List.of("logs/a/b/1", "logs/a/b2/1", "logs/a/c", "logs/b");
        names.forEach(name -> put(blobs, name, "x"));
        assertThat(blobs.list("logs/a/b")).containsExactly("logs/a/b/1", "logs/a/b2/1");
        blobs.delete("logs/a/b/");
        assertThat(blobs.list("")).containsExactly("logs/a/b2/1", "logs/a/c", "logs/b");
        assertThat(folder.resolve("blobs/logs/a/b")).doesNotExist();
        blobs.delete("");
        assertThat(blobs.list("")).isEmpty();
        put(blobs, "logs/b", "y");
        assertThat(read(blobs, "logs/b", 0)).isEqualTo("y");
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "/", "a/", "/etc/passwd", "..", "../x", "a/../../x", "a/./b", "a//b", ".put-1", "a/.b",
        "a\\b", "a\u0000b", "a\nb", "é", "C:/x y", "a b"})
    void name_thatCouldLeaveTheFolder_isRefused(String name) {
        FolderBlobs blobs = blobs();
        assertThatThrownBy(() -> blobs.append(name, 0, bytes("x"))).isInstanceOf(IllegalArgumentException.class);
        assertThatThrownBy(() -> put(blobs, name, "x")).isInstanceOf(IllegalArgumentException.class);
        assertThatThrownBy(() -> blobs.open(name, 0)).isInstanceOf(IllegalArgumentException.class);
        assertThatThrownBy(() -> blobs.length(name)).isInstanceOf(IllegalArgumentException.class);
        assertThat(blobs.list("")).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(strings = {"../", "/etc/", "a/../../"})
    void prefix_thatCouldLeaveTheFolder_isRefused(String prefix) {
        FolderBlobs blobs = blobs();
        assertThatThrownBy(() -> blobs.list(prefix)).isInstanceOf(IllegalArgumentException.class);
        assertThatThrownBy(() -> blobs.delete(prefix)).isInstanceOf(IllegalArgumentException.class);
    }

    @Test
    void blobs_writtenWhileTheirFoldersAreDeleted_areWrittenOrDeletedWhole() throws Exception {
        FolderBlobs blobs = blobs();
        List<Callable<Boolean>> tasks = new ArrayList<>();
        for (int i = 0; i < 200; i++) {
            String name = "logs/a/" + i % 5 + "/x";
            tasks.add(() -> {
                put(blobs, name, "whole");
                return true;
            });
            tasks.add(() -> {
                blobs.delete("logs/a/");
                return true;
            });
        }
        try (ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor()) {
            for (var done : threads.invokeAll(tasks)) {
                assertThat(done.get()).isTrue();
            }
        }
        assertThat(blobs.list("logs/")).allSatisfy(name -> assertThat(read(blobs, name, 0)).isEqualTo("whole"));
    }
}
