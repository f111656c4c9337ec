package io.headrace.reconcile;

import io.headrace.connector.CloudException;
import io.headrace.model.AccountKey;
import io.headrace.model.Cloud;
import io.headrace.model.Declaration;
import io.headrace.model.InstanceKey;
import io.headrace.model.Observed;
import io.headrace.model.RunKey;
import io.headrace.model.Tags;
import io.headrace.plan.Adoption;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;

/** What the accounts of some declared runs hold of them, each observed completely once, or why that was not possible. */
final class Census {

    private final String tenant;
    private final Map<RunKey, List<Adoption.Found>> found = new HashMap<>();
    private final Map<AccountKey, String> unseen = new HashMap<>();

    private Census(String tenant) {
        this.tenant = tenant;
    }

    /**
     * Looks at all accounts that the runs name.
     *
     * @param begun since when nobody but this server makes machines: what was asked for before shows a while later
     */
    static Census take(Accounts accounts, String tenant, String serverId, Collection<Declaration> runs, Instant begun,
            InstantSource clock) {
        Census census = new Census(tenant);
        Map<AccountKey, Cloud> clouds = new HashMap<>();
        runs.stream().flatMap(Census::clouds).forEach(cloud -> clouds.putIfAbsent(cloud.account(tenant), cloud));
        clouds.forEach((key, cloud) -> accounts.of(tenant, cloud)
                .ifPresentOrElse(
                        account -> census.look(account, cloud, serverId, begun, clock),
                        () -> census.unseen.put(key,
                                "this server has no connector '" + cloud.connector() + "'")));
        return census;
    }

    /** Why the machines of a run are not all known yet, or empty when they are. */
    Optional<String> missing(Declaration run) {
        return clouds(run).filter(cloud -> unseen.containsKey(cloud.account(tenant)))
                .findFirst()
                .map(cloud -> "history was lost: waiting until cloud '" + cloud.name() + "' shows its machines: "
                        + unseen.get(cloud.account(tenant)));
    }

    List<Adoption.Found> found(RunKey run) {
        return found.getOrDefault(run, List.of());
    }

    private void look(Accounts.Open account, Cloud cloud, String serverId, Instant begun, InstantSource clock) {
        if (clock.instant().isBefore(begun.plus(account.connector().settleTime()))) {
            unseen.put(account.key(), "new ones show late");
            return;
        }
        try {
            for (Observed.Machine machine : account.inventory().since(clock.instant()).machines()) {
                Tags.instance(serverId, machine).ifPresent(key -> add(key, cloud, machine));
            }
        } catch (CloudException unavailable) {
            unseen.put(account.key(), unavailable.message());
        }
    }

    private void add(InstanceKey key, Cloud cloud, Observed.Machine machine) {
        found.computeIfAbsent(key.run(), none -> new ArrayList<>())
                .add(new Adoption.Found(key.slot(), key.generation(), cloud, machine.id(), machine.address(),
                        machine.tags().get(Tags.MACHINE_HASH)));
    }

    private static Stream<Cloud> clouds(Declaration run) {
        return run.nodes().stream().flatMap(node -> node.sites().stream()).map(site -> site.cloud());
    }
}
