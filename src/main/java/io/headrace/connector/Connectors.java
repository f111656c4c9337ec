package io.headrace.connector;

import io.headrace.model.ConnectorInfo;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import java.util.ServiceLoader;
import java.util.SortedMap;
import java.util.TreeMap;

/** The connectors that this server has, by id. */
public final class Connectors {

    private final SortedMap<String, ConnectorProvider> providers;

    /**
     * Exactly these.
     *
     * @throws IllegalArgumentException when two have the same id
     */
    public Connectors(Collection<? extends ConnectorProvider> given) {
        SortedMap<String, ConnectorProvider> byId = new TreeMap<>();
        for (ConnectorProvider provider : given) {
            ConnectorProvider other = byId.putIfAbsent(provider.info().id(), provider);
            if (other != null) {
                throw new IllegalArgumentException("two connectors have the id '" + provider.info().id() + "': "
                        + other.getClass().getName() + " and " + provider.getClass().getName());
            }
        }
        this.providers = Collections.unmodifiableSortedMap(byId);
    }

    /** Those that the class path announces, and these. */
    public static Connectors discovered(Collection<? extends ConnectorProvider> given) {
        List<ConnectorProvider> all = new ArrayList<>(given);
        ServiceLoader.load(ConnectorProvider.class, Connectors.class.getClassLoader()).forEach(all::add);
        return new Connectors(all);
    }

    public Optional<ConnectorProvider> find(String id) {
        return Optional.ofNullable(providers.get(id));
    }

    /** What they say of themselves, in the order of their ids. */
    public List<ConnectorInfo> infos() {
        return providers.values().stream().map(ConnectorProvider::info).toList();
    }
}
