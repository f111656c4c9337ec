package io.headrace.git;

import java.lang.management.ManagementFactory;
import java.lang.management.MemoryPoolMXBean;
import java.lang.management.MemoryType;
import java.nio.file.Path;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

import static org.assertj.core.api.Assertions.assertThat;

/** Few bytes that unpack to very many, pushed to a server with its usual limits. */
@Timeout(120)
final class PackBombTest {

    private static final long GIB = 1L << 30;
    private static final long MIB = 1L << 20;

    @TempDir
    Path folder = Path.of("");

    private GitServer server;

    @BeforeEach
    void start() {
        server = GitServer.start(folder.resolve("server"));
    }

    @AfterEach
    void stop() {
        server.assertQuiet();
        server.close();
    }

    @Test
    void file_ofOneGigabyte_isRefusedByItsHeader() throws Exception {
        RawPack pack = new RawPack().commit();
        pack.zeros(GIB, 64 * MIB);
        assertThat(pushed(pack)).contains("unpack error", "limit is 33,554,432 bytes");
        assertThat(server.repositories.refs(GitServer.INFRA)).isEmpty();
    }

    @Test
    void file_thatUnpacksToMoreThanItSays_isRefused() throws Exception {
        RawPack pack = new RawPack().commit();
        pack.zeros(10, 256 * MIB);
        assertThat(pushed(pack)).contains("unpack error").doesNotContain("unpack ok");
    }

    @Test
    void delta_thatUnpacksToOneGigabyte_isRefused() throws Exception {
        RawPack pack = new RawPack().commit();
        pack.delta(pack.zeros(16 * MIB, 16 * MIB), 16 * MIB, GIB, 1);
        assertThat(pushed(pack)).contains("unpack error", "limit is 33,554,432 bytes");
        assertThat(server.repositories.refs(GitServer.INFRA)).isEmpty();
    }

    @Test
    void deltas_inALongChainWithBranches_areEndedBeforeTheyFillTheMemory() throws Exception {
        RawPack pack = new RawPack().commit();
        int base = pack.zeros(30 * MIB, 30 * MIB);
        for (int depth = 0; depth < 500; depth++) {
            pack.delta(base, 30 * MIB, 30 * MIB, 2 * depth);
            base = pack.delta(base, 30 * MIB, 30 * MIB, 2 * depth + 1);
        }
        byte[] bytes = pack.bytes();
        long before = peak();
        assertThat(pushed(bytes)).contains("unpack error", "the deltas of the pack unpack to more than");
        System.out.println("deltas of 30 GB in a pack of " + bytes.length + " bytes: the heap grew by "
                + (peak() - before) / MIB + " MiB at most");
    }

    @Test
    void deltas_oneHundredThousandDeep_areTaken() throws Exception {
        RawPack pack = new RawPack().commit();
        int base = pack.zeros(100, 100);
        for (int depth = 0; depth < 100_000; depth++) {
            base = pack.delta(base, 100, 100, depth);
        }
        assertThat(pushed(pack)).contains("unpack ok");
        assertThat(server.repositories.refs(GitServer.INFRA)).containsOnlyKeys("refs/heads/other");
    }

    private String pushed(RawPack pack) throws Exception {
        return pushed(pack.bytes());
    }

    private String pushed(byte[] pack) throws Exception {
        return RawPush.send(server, RawPack.commitId(), "refs/heads/other", pack).text();
    }

    /** The most of the heap that was ever in use, since it was asked last. */
    private static long peak() {
        long sum = 0;
        for (MemoryPoolMXBean pool : ManagementFactory.getMemoryPoolMXBeans()) {
            if (pool.getType() == MemoryType.HEAP) {
                sum += pool.getPeakUsage().getUsed();
                pool.resetPeakUsage();
            }
        }
        return sum;
    }
}
