package io.headrace.blueprint;

import io.headrace.model.Cloud;
import io.headrace.model.Input;
import io.headrace.model.MachineSpec;
import io.headrace.model.Node;
import io.headrace.model.Policy;
import io.headrace.model.Recipe;
import io.headrace.model.Site;
import io.headrace.model.Software.Output;
import io.headrace.model.Template;
import io.headrace.yaml.Json;
import java.util.List;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** What counts when two versions of something are compared, as hashes of canonical JSON. */
final class Hashed {

    private Hashed() {}

    /** Account, declared image and offer, sizes, network, options; not what only concerns the agent or the pace. */
    static String machine(Cloud cloud, MachineSpec machine) {
        return hash("connector", text(cloud.connector()), "endpoint", text(cloud.endpoint()), "region",
                text(cloud.region()), "credential", text(cloud.credential()), "cloudOptions", cloud.options(), "image",
                text(machine.image()), "offer", text(machine.offer()), "cpu", number(machine.cpu()), "memory",
                number(machine.memoryMiB()), "disk", number(machine.diskMiB()), "ingress",
                list(machine.ingress(), rule -> text(rule.port() + " " + rule.from())), "options", machine.options());
    }

    /** Recipes by step and content, and inputs; a recipe's path and its component's name do not count. */
    static String software(List<Recipe> recipes, List<Input> inputs) {
        return hash("recipes", list(recipes, recipe -> text(recipe.step().key() + " " + recipe.script())), "inputs",
                list(inputs, Hashed::input));
    }

    static String declaration(List<Node> nodes, SortedMap<String, Template> outputs, Policy policy) {
        SortedMap<String, String> shown = new TreeMap<>();
        outputs.forEach((name, template) -> shown.put(name, text(template.text())));
        return hash("nodes", list(nodes, Hashed::node), "outputs", Json.object(shown), "policy", policy(policy));
    }

    private static String node(Node node) {
        return object("name", text(node.name()), "replicas", number(node.replicas()), "sites",
                list(node.sites(), (Site site) -> text(site.machineHash())), "software", text(node.software().hash()),
                "outputs", list(node.software().outputs(), (Output one) -> text(one.name() + " " + one.secret())),
                "dependsOn", list(node.dependsOn(), Hashed::text));
    }

    private static String input(Input input) {
        Template value = input.value();
        return object("name", text(input.name()), "type", text(input.type().name()), "value",
                text(value == null ? null : value.text()), "secret", text(input.secret()));
    }

    private static String policy(Policy policy) {
        String whole = basic(policy);
        // Hashes of before rollback existed stay what they were.
        return policy.onFailure() == Policy.OnFailure.ROLLBACK
                ? whole
                : object("policy", whole, "onFailure",
                        text(policy.onFailure().name()));
    }

    private static String basic(Policy policy) {
        return object("keep", text(policy.keep().name()), "strategy", text(policy.strategy().name()), "drift",
                text(policy.drift().name()), "deadline", text(policy.deadline().toString()), "tolerated",
                number(policy.toleratedProvisioningFailures()), "protect", String.valueOf(policy.protect()), "suspend",
                String.valueOf(policy.suspend()));
    }

    private static String hash(String... members) {
        return Hashes.versioned(object(members));
    }

    private static String object(String... members) {
        SortedMap<String, String> sorted = new TreeMap<>();
        for (int i = 0; i < members.length; i += 2) {
            sorted.put(members[i], members[i + 1]);
        }
        return Json.object(sorted);
    }

    private static <T> String list(List<T> items, Function<T, String> json) {
        return items.stream().map(json).collect(Collectors.joining(",", "[", "]"));
    }

    private static String text(@Nullable String text) {
        return text == null ? "null" : Json.string(text);
    }

    private static String number(@Nullable Integer number) {
        return String.valueOf(number);
    }
}
