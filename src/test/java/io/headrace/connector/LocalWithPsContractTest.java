package io.headrace.connector;

import io.headrace.model.Observed;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.time.Duration;
import java.util.Optional;

/** The connector as it is on hosts that have no /proc. */
final class LocalWithPsContractTest extends ConnectorContract {

    @Override
    protected Connector open(Account account) {
        try {
            return LocalConnector.open(account.folder(), new Addresses(false),
                    new Launch(new PsTable(), Optional.empty()), Duration.ofSeconds(3));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    @Override
    protected ConnectorProvider provider() {
        return new LocalProvider();
    }

    @Override
    protected void halt(Observed.Machine machine) throws IOException {
        String record = Files.readString(folder.resolve("account").resolve(machine.id()).resolve("process"));
        long pid = new PsTable().parse(record).orElseThrow().pid();
        ProcessHandle.of(pid).ifPresent(ProcessHandle::destroyForcibly);
    }

    @Override
    protected String received(Observed.Machine machine) throws IOException {
        return Files.readString(folder.resolve("account").resolve(machine.id()).resolve("user-data"));
    }
}
