package io.headrace.agent;

import io.headrace.model.Declaration;
import io.headrace.model.Input;
import io.headrace.model.Principal;
import io.headrace.model.RunKey;
import io.headrace.model.RunState;
import io.headrace.model.Secret;
import io.headrace.store.Runs;
import io.headrace.store.SecretRow;
import io.headrace.store.SecretRows;
import io.headrace.vault.Seals;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SortedSet;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.function.Consumer;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * The secrets that tenants have set for inputs of the form <code>{secret: name}</code>: sealed at rest, bound to tenant
 * and name, given to recipes and shown to nobody.
 */
public final class TenantSecrets {

    /** Of one tenant. */
    public static final int MOST = 1000;

    /** Of one value: a certificate with its key, but no archive. */
    public static final int MOST_CHARACTERS = 16_384;

    private final SecretRows rows;
    private final Seals seals;
    private final Runs runs;
    private final Consumer<RunKey> changed;

    /**
     * @param changed told of each run that uses a secret which has another value now, or none
     */
    public TenantSecrets(SecretRows rows, Seals seals, Runs runs, Consumer<RunKey> changed) {
        this.rows = rows;
        this.seals = seals;
        this.runs = runs;
        this.changed = changed;
    }

    /** A secret without its value, and the runs that use it. */
    public record Known(SecretRow row, SortedSet<RunKey> users) {}

    /** All of a tenant, by name. */
    public List<Known> of(String tenant) {
        List<SecretRow> known = rows.of(tenant);
        Map<String, SortedSet<RunKey>> users = known.isEmpty() ? Map.of() : users(tenant, null);
        return known.stream().map(row -> new Known(row, users.getOrDefault(row.name(), new TreeSet<>()))).toList();
    }

    public Optional<Known> find(String tenant, String name) {
        return rows.find(tenant, name)
                .map(row -> new Known(row, users(tenant, name).getOrDefault(name, new TreeSet<>())));
    }

    /** The value, for a recipe of that tenant. */
    public Optional<Secret> value(String tenant, String name) {
        return rows.find(tenant, name).map(row -> new Secret(seals.open(row.sealed(), context(tenant, name))));
    }

    /** Says which value it is without telling anything of it; 0 when it is not set. */
    public long version(String tenant, String name) {
        return rows.find(tenant, name).map(SecretRow::version).orElse(0L);
    }

    /** Sets it; the runs that use it go on with the new value. False when the tenant has {@link #MOST} others. */
    public boolean set(String tenant, String name, Secret value, Principal by) {
        boolean kept = rows.set(tenant, name, seals.seal(value.reveal(), context(tenant, name)), by, MOST);
        if (kept) {
            users(tenant, name).getOrDefault(name, new TreeSet<>()).forEach(changed);
        }
        return kept;
    }

    /** Forgets it; whether there was one. Runs that use it wait for a new one at their next step. */
    public boolean delete(String tenant, String name) {
        boolean known = rows.delete(tenant, name);
        if (known) {
            users(tenant, name).getOrDefault(name, new TreeSet<>()).forEach(changed);
        }
        return known;
    }

    private static String context(String tenant, String name) {
        return "secret " + tenant + " " + name;
    }

    /** The living runs of a tenant by the secrets that they use; of one secret, when its name is given. */
    private Map<String, SortedSet<RunKey>> users(String tenant, @Nullable String name) {
        Map<String, SortedSet<RunKey>> users = new TreeMap<>();
        for (RunState state : runs.withSecret(tenant, name)) {
            if (state.declared() || !state.instances().isEmpty()) {
                Stream.of(Optional.ofNullable(state.declaration()), state.asked())
                        .flatMap(Optional::stream)
                        .flatMap(TenantSecrets::names)
                        .forEach(one -> users.computeIfAbsent(one, _ -> new TreeSet<>()).add(state.key()));
            }
        }
        return users;
    }

    private static Stream<String> names(Declaration declaration) {
        return declaration.nodes()
                .stream()
                .flatMap(node -> node.software().inputs().stream())
                .map(Input::secret)
                .flatMap(Stream::ofNullable);
    }
}
