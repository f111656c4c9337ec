package io.headrace;

import io.headrace.model.Known;
import io.headrace.net.GuardRules;
import io.headrace.net.Network;
import io.headrace.yaml.Located;
import io.headrace.yaml.Problems;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Pattern;

/** Where the operator lets URLs of tenants lead: networks, hosts and folders, told apart by their form. */
final class Targets {
    private static final Pattern NETWORK = Pattern.compile("[0-9.]+(/.*)?|[0-9A-Fa-f.]*:[0-9A-Fa-f:.]*(/.*)?");
    private static final Pattern HOST = Pattern.compile("[A-Za-z0-9]([A-Za-z0-9.-]*[A-Za-z0-9])?");

    private final Problems problems;
    private final Set<String> hosts = new TreeSet<>();
    private final List<Network> networks = new ArrayList<>();
    private final List<Path> folders = new ArrayList<>();

    Targets(Problems problems) {
        this.problems = problems;
    }

    void add(Located<String> text) {
        String target = text.value();
        if (NETWORK.matcher(target).matches()) {
            addNetwork(text);
        } else if (target.startsWith("/") && target.indexOf('\0') < 0) {
            folders.add(Path.of(target).normalize());
        } else if (HOST.matcher(target).matches()) {
            hosts.add(target);
        } else {
            problems.error(text.at(), "neither a network, a host nor a folder: " + Known.quote(target)
                    + "; write 10.0.0.0/8, fd00::/8, git.example.org or /srv/git");
        }
    }

    private void addNetwork(Located<String> text) {
        try {
            networks.add(Network.parse(text.value()));
        } catch (IllegalArgumentException e) {
            problems.error(text.at(), String.valueOf(e.getMessage()));
        }
    }

    GuardRules rules() {
        return GuardRules.publicOnly().withHosts(hosts).withNetworks(networks).withFolders(folders);
    }

    /** The entries of which the rules were made. */
    static List<String> of(GuardRules rules) {
        List<String> texts = new ArrayList<>();
        rules.networks().forEach(network -> texts.add(network.toString()));
        rules.hosts().stream().sorted().forEach(texts::add);
        rules.folders().forEach(folder -> texts.add(folder.toString()));
        return texts;
    }
}
