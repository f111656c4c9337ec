package io.headrace.connector;

import io.headrace.model.Capability;
import io.headrace.model.ConnectorInfo;
import io.headrace.model.Observed;
import java.time.Duration;
import java.util.EnumSet;
import java.util.List;
import java.util.Set;

/** The connector {@code memory}, which drives an {@link InMemoryCloud}. */
public final class InMemoryProvider implements ConnectorProvider {

    private static final String ANYTHING = "{\"type\": \"object\"}";

    private final InMemoryCloud cloud;

    public InMemoryProvider(InMemoryCloud cloud) {
        this.cloud = cloud;
    }

    @Override
    public ConnectorInfo info() {
        Set<Capability> capabilities = EnumSet.of(Capability.PACKAGES, Capability.START, Capability.STOP);
        if (cloud.clientTokens()) {
            capabilities.add(Capability.CLIENT_TOKENS);
        }
        return new ConnectorInfo("memory", capabilities, ANYTHING, ANYTHING);
    }

    @Override
    public Connector open(Account account) {
        return new Connector() {
            @Override
            public List<Observed> observe() {
                return cloud.observe(account.key());
            }

            @Override
            public Observed.Machine create(CreateRequest request) {
                return cloud.create(account.key(), request);
            }

            @Override
            public void delete(String machineId) {
                cloud.delete(account.key(), machineId);
            }

            @Override
            public void start(String machineId) {
                cloud.power(account.key(), machineId, InMemoryCloud.Call.START, Observed.Machine.Power.RUNNING);
            }

            @Override
            public void stop(String machineId) {
                cloud.power(account.key(), machineId, InMemoryCloud.Call.STOP, Observed.Machine.Power.STOPPED);
            }

            @Override
            public Duration settleTime() {
                return cloud.settleTime();
            }

            @Override
            public void close() {}
        };
    }
}
