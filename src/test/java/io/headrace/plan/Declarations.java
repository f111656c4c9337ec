package io.headrace.plan;

import io.headrace.model.Cloud;
import io.headrace.model.Declaration;
import io.headrace.model.MachineSpec;
import io.headrace.model.Node;
import io.headrace.model.Policy;
import io.headrace.model.Recipe;
import io.headrace.model.RecipeStep;
import io.headrace.model.Site;
import io.headrace.model.Software;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.TreeMap;
import java.util.stream.Stream;

/** Builds declared runs: {@code lamp().with(node("web", 2).recipes(DEPLOY))}. Its hash follows from its contents. */
record Declarations(List<Nodes> nodes, Policy policy) {

    static final Policy POLICY = new Policy(Policy.Keep.ALWAYS, Policy.Strategy.IN_PLACE, Policy.OnFailure.ROLLBACK,
            Policy.Drift.HEAL,
            Duration.ofMinutes(30), 0, false, false);

    static Declarations lamp(Nodes... nodes) {
        return new Declarations(List.of(nodes), POLICY);
    }

    /** A node of one component that runs deploy and nothing else. */
    static Nodes node(String name, int replicas) {
        return new Nodes(name, replicas, List.of(RecipeStep.DEPLOY), "1", "1", List.of("geneva"), List.of());
    }

    Declarations with(Nodes changed) {
        List<Nodes> all = new ArrayList<>(nodes);
        all.removeIf(one -> one.name.equals(changed.name));
        all.add(changed);
        return new Declarations(all, policy);
    }

    Declarations without(String name) {
        return new Declarations(nodes.stream().filter(one -> !one.name.equals(name)).toList(), policy);
    }

    Declarations keep(Policy.Keep keep) {
        return new Declarations(nodes,
                new Policy(keep, policy.strategy(), policy.onFailure(), policy.drift(), policy.deadline(),
                        policy.toleratedProvisioningFailures(), policy.protect(), policy.suspend()));
    }

    Declarations strategy(Policy.Strategy strategy) {
        return new Declarations(nodes,
                new Policy(policy.keep(), strategy, policy.onFailure(), policy.drift(), policy.deadline(),
                        policy.toleratedProvisioningFailures(), policy.protect(), policy.suspend()));
    }

    Declarations onFailure(Policy.OnFailure onFailure) {
        return new Declarations(nodes,
                new Policy(policy.keep(), policy.strategy(), onFailure, policy.drift(), policy.deadline(),
                        policy.toleratedProvisioningFailures(), policy.protect(), policy.suspend()));
    }

    Declarations drift(Policy.Drift drift) {
        return new Declarations(nodes,
                new Policy(policy.keep(), policy.strategy(), policy.onFailure(), drift, policy.deadline(),
                        policy.toleratedProvisioningFailures(), policy.protect(), policy.suspend()));
    }

    Declarations tolerating(int failures) {
        return new Declarations(nodes,
                new Policy(policy.keep(), policy.strategy(), policy.onFailure(), policy.drift(), policy.deadline(),
                        failures, policy.protect(), policy.suspend()));
    }

    Declarations suspended(boolean suspend) {
        return new Declarations(nodes,
                new Policy(policy.keep(), policy.strategy(), policy.onFailure(), policy.drift(), policy.deadline(),
                        policy.toleratedProvisioningFailures(), policy.protect(), suspend));
    }

    Declaration build() {
        List<Node> built = nodes.stream().map(Nodes::build).toList();
        return new Declaration("lamp", "lamp", built, new TreeMap<>(), policy,
                "h1:" + Integer.toHexString(List.of(nodes, policy).hashCode()));
    }

    /** One node; {@code machine} and {@code software} are versions of what its hashes stand for. */
    record Nodes(String name, int replicas, List<RecipeStep> kinds, String machine, String software,
            List<String> clouds, List<String> dependsOn) {

        Nodes recipes(RecipeStep... some) {
            return new Nodes(name, replicas, Arrays.stream(some).sorted().toList(), machine, software, clouds,
                    dependsOn);
        }

        Nodes replicas(int number) {
            return new Nodes(name, number, kinds, machine, software, clouds, dependsOn);
        }

        Nodes machine(String version) {
            return new Nodes(name, replicas, kinds, version, software, clouds, dependsOn);
        }

        Nodes software(String version) {
            return new Nodes(name, replicas, kinds, machine, version, clouds, dependsOn);
        }

        Nodes clouds(String... names) {
            return new Nodes(name, replicas, kinds, machine, software, List.of(names), dependsOn);
        }

        Nodes dependsOn(String... names) {
            return new Nodes(name, replicas, kinds, machine, software, clouds, List.of(names));
        }

        Node build() {
            List<Recipe> recipes = Stream.of(RecipeStep.values())
                    .filter(kinds::contains)
                    .map(kind -> new Recipe(kind, name, kind.key() + "-" + name))
                    .toList();
            String hash = software.contains(":") ? software : "h1:s" + software;
            return new Node(name, name, replicas, clouds.stream().map(this::site).toList(),
                    new Software(recipes, List.of(), List.of(), hash), dependsOn);
        }

        private Site site(String cloud) {
            Cloud declared = new Cloud(cloud, "local", null, cloud, null, null, Cloud.AddressKind.PRIVATE, "{}", null,
                    null);
            String hash = machine.contains(":") ? machine : "h1:m" + machine + "-" + cloud;
            return new Site(declared, new MachineSpec("image", null, 1, 512, null, List.of(), "{}"), hash);
        }
    }
}
