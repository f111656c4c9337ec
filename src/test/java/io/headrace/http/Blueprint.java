package io.headrace.http;

import io.headrace.model.Cloud;
import io.headrace.model.Declaration;
import io.headrace.model.Input;
import io.headrace.model.MachineSpec;
import io.headrace.model.Node;
import io.headrace.model.Policy;
import io.headrace.model.Recipe;
import io.headrace.model.RecipeStep;
import io.headrace.model.Site;
import io.headrace.model.Software;
import io.headrace.model.Template;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.TreeMap;

/** Declarations of runs, as blueprints would make them. */
final class Blueprint {

    private final String name;
    private final String cloud;
    private final List<Node> nodes = new ArrayList<>();
    private final TreeMap<String, Template> outputs = new TreeMap<>();
    private boolean suspend;
    private Policy.Drift drift = Policy.Drift.HEAL;

    private Blueprint(String name, String cloud) {
        this.name = name;
        this.cloud = cloud;
    }

    static Blueprint run(String name, String cloud) {
        return new Blueprint(name, cloud);
    }

    Blueprint node(String node, int replicas, RecipeStep... steps) {
        List<Recipe> recipes = new ArrayList<>();
        for (RecipeStep step : steps) {
            recipes.add(new Recipe(step, node, "a".repeat(64)));
        }
        Software software = new Software(recipes, List.<Input>of(),
                List.of(new Software.Output("ready", false), new Software.Output("password", true)),
                "h1:" + node + steps.length);
        MachineSpec machine = new MachineSpec("debian-12", null, 1, 1024, 10240, List.of(), "{}");
        Cloud where = new Cloud(cloud, "local", null, null, null, null, Cloud.AddressKind.PRIVATE, "{}", null, null);
        nodes.add(new Node(node, node, replicas, List.of(new Site(where, machine, "h1:m")), software, List.of()));
        return this;
    }

    /** A node whose input {@code password} is a secret. */
    Blueprint nodeWithSecret(String node, String secret) {
        node(node, 1, RecipeStep.DEPLOY);
        Node last = nodes.removeLast();
        Software software = new Software(last.software().recipes(),
                List.of(new Input("password", Input.InputType.SECRET, null, secret)), last.software().outputs(),
                last.software().hash());
        nodes.add(new Node(node, node, 1, last.sites(), software, List.of()));
        return this;
    }

    Blueprint output(String output, String template) {
        outputs.put(output, new Template(template));
        return this;
    }

    Blueprint suspended() {
        suspend = true;
        return this;
    }

    /** Drift waits for somebody to apply the plan. */
    Blueprint proposing() {
        drift = Policy.Drift.PROPOSE;
        return this;
    }

    Declaration declaration() {
        Policy policy = new Policy(Policy.Keep.ALWAYS, Policy.Strategy.IN_PLACE, Policy.OnFailure.ROLLBACK,
                drift,
                Duration.ofMinutes(30), 0, false, suspend);
        return new Declaration(name, name, nodes, outputs, policy,
                "h1:" + Integer.toHexString(nodes.hashCode()) + suspend);
    }
}
