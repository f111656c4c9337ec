package io.headrace.connector;

import io.headrace.model.Observed;
import java.io.IOException;
import java.nio.file.Files;

final class LocalContractTest extends ConnectorContract {

    private final ConnectorProvider provider = Connectors.discovered(java.util.List.of()).find("local").orElseThrow();

    @Override
    protected Connector open(Account account) {
        return provider.open(account);
    }

    @Override
    protected ConnectorProvider provider() {
        return provider;
    }

    @Override
    protected void halt(Observed.Machine machine) throws IOException {
        String record = Files.readString(folder.resolve("account").resolve(machine.id()).resolve("process"));
        long pid = Processes.ofThisHost().parse(record).orElseThrow().pid();
        ProcessHandle.of(pid).ifPresent(ProcessHandle::destroyForcibly);
    }

    @Override
    protected String received(Observed.Machine machine) throws IOException {
        return Files.readString(folder.resolve("account").resolve(machine.id()).resolve("user-data"));
    }
}
