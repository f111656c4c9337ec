package io.headrace.connector;

import io.headrace.model.Observed;
import io.headrace.model.Observed.Machine.Power;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.condition.EnabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;

import static org.assertj.core.api.Assertions.assertThat;

/** A folder of local machines, opened anew as often as wanted; after each test none is left, and no process. */
@EnabledOnOs(OS.LINUX)
abstract class LocalMachines {

    static final String SLEEP = "#!/bin/sh\nexec sleep 600\n";

    @TempDir
    Path folder = Path.of("");
    final ProcFs processes = new ProcFs(Path.of("/proc"));
    private final List<Connector> opened = new ArrayList<>();

    final Connector open() {
        // A provider of its own, as if the server had been started again.
        Connector connector = new LocalProvider().open(new Account(ConnectorContract.ACCOUNT, ConnectorContract.SERVER,
                "{}", null, folder.resolve("machines"), InstantSource.system()));
        opened.add(connector);
        return connector;
    }

    @AfterEach
    final void deleteAll() throws IOException {
        Connector connector = open();
        List<Observed> all = connector.observe();
        all.forEach(one -> connector.delete(one.id()));
        opened.forEach(Connector::close);
        for (Observed one : all) {
            assertThat(running(one.id())).isEmpty();
        }
    }

    final Set<ProcessIdentity> running(String id) throws IOException {
        return processes.scan("HEADRACE_MACHINE=" + id)
                .stream()
                .filter(ProcessEntry::marked)
                .map(ProcessEntry::identity)
                .collect(Collectors.toSet());
    }

    final Path home(String id) {
        return folder.resolve("machines").resolve(id).resolve("home");
    }

    static Power power(Connector connector) {
        return ((Observed.Machine) connector.observe().getFirst()).power();
    }

    final String create(String userData) {
        return open().create(ConnectorContract.request("web.1", "token", userData)).id();
    }

    final String await(Path file) {
        Awaitility.await().until(() -> Files.exists(file) && Files.size(file) > 0);
        try {
            return Files.readString(file).strip();
        } catch (IOException e) {
            throw new java.io.UncheckedIOException(e);
        }
    }
}
