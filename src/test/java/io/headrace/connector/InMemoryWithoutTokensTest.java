package io.headrace.connector;

import io.headrace.model.Observed;

/** A cloud that makes a new machine for each request, as most do. */
final class InMemoryWithoutTokensTest extends ConnectorContract {

    private final InMemoryCloud cloud = new InMemoryCloud(false);

    @Override
    protected Connector open(Account account) {
        return provider().open(account);
    }

    @Override
    protected ConnectorProvider provider() {
        return new InMemoryProvider(cloud);
    }

    @Override
    protected void halt(Observed.Machine machine) {
        cloud.power(machine.id(), Observed.Machine.Power.STOPPED);
    }

    @Override
    protected String received(Observed.Machine machine) {
        return cloud.request(machine.id()).orElseThrow().userData();
    }
}
