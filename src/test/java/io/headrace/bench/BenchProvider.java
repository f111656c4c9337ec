package io.headrace.bench;

import io.headrace.connector.Account;
import io.headrace.connector.Connector;
import io.headrace.connector.ConnectorProvider;
import io.headrace.connector.CreateRequest;
import io.headrace.model.Capability;
import io.headrace.model.ConnectorInfo;
import io.headrace.model.Observed;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Set;

/**
 * The connector {@code bench}: machines are lines of a file, so that they outlive the server and their agents can be
 * played by the driver. Each call that changes something takes a fixed time, as a cloud's would.
 */
final class BenchProvider implements ConnectorProvider {

    private final MachineFile machines;
    private final Duration latency;

    BenchProvider(Path folder, Duration latency) {
        this.machines = MachineFile.open(folder);
        this.latency = latency;
    }

    @Override
    public ConnectorInfo info() {
        String anything = "{\"type\": \"object\"}";
        return new ConnectorInfo("bench", Set.of(Capability.CLIENT_TOKENS, Capability.PACKAGES), anything, anything);
    }

    @Override
    public Connector open(Account account) {
        return new Connector() {
            @Override
            public List<Observed> observe() {
                return machines.all();
            }

            @Override
            public Observed.Machine create(CreateRequest request) {
                long begun = System.nanoTime();
                pause();
                return machines.create(request, begun);
            }

            @Override
            public void delete(String machineId) {
                pause();
                machines.delete(machineId);
            }

            @Override
            public Duration settleTime() {
                return Duration.ZERO;
            }

            @Override
            public void close() {}
        };
    }

    /** What a call to a cloud takes. */
    private void pause() {
        Waiting.pass(latency);
    }
}
