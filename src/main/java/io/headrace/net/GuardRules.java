package io.headrace.net;

import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.stream.Collectors;

/**
 * What the operator lets URLs of tenants lead to.
 *
 * @param schemes lower case, such as {@code https}
 * @param hosts names (or addresses) that are allowed whatever their addresses are
 * @param networks networks that are allowed beyond the public ones, such as {@code 10.20.0.0/16}
 * @param folders folders below which {@code file:} URLs may lead; with none there are no such URLs
 */
public record GuardRules(Set<String> schemes, Set<String> hosts, List<Network> networks, List<Path> folders) {

    public GuardRules {
        schemes = Set.copyOf(schemes);
        hosts = hosts.stream().map(host -> host.toLowerCase(Locale.ROOT)).collect(Collectors.toUnmodifiableSet());
        networks = List.copyOf(networks);
        folders = List.copyOf(folders);
    }

    /** HTTP and HTTPS to public addresses, nothing else. */
    public static GuardRules publicOnly() {
        return new GuardRules(Set.of("https", "http"), Set.of(), List.of(), List.of());
    }

    /** The same, with these networks allowed as well. */
    public GuardRules withNetworks(List<Network> more) {
        return new GuardRules(schemes, hosts, more, folders);
    }

    /** The same, with these hosts allowed as well. */
    public GuardRules withHosts(Set<String> more) {
        return new GuardRules(schemes, more, networks, folders);
    }

    /** The same, with {@code file:} URLs below these folders. */
    public GuardRules withFolders(List<Path> more) {
        return new GuardRules(schemes, hosts, networks, more);
    }
}
