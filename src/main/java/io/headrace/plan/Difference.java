package io.headrace.plan;

import io.headrace.model.Declaration;
import io.headrace.model.Instance;
import io.headrace.model.Node;
import io.headrace.model.Policy;
import io.headrace.model.RunState;
import io.headrace.model.Site;
import java.util.Optional;

/** In what an instance differs from what its slot declares. */
enum Difference {
    /** In nothing, or its node is not declared. */
    NONE,
    /** Only in how hashes are computed: it is taken for what is declared, so that an upgrade moves nothing. */
    VERSION,
    /** Its software is brought to it. */
    SOFTWARE,
    /** Another generation takes its place. */
    REPLACE;

    static Difference of(RunState state, Instance one) {
        Declaration declaration = state.declaration();
        if (declaration == null) {
            return NONE;
        }
        Optional<Node> node = declaration.node(one.slot().node());
        return node.isEmpty()
                ? NONE
                : of(one, node.get(), Sites.of(state.key().tenant(), node.get(), one), declaration.policy());
    }

    private static Difference of(Instance one, Node node, Site site, Policy policy) {
        Site now = one.site();
        String tenant = "";
        if (!now.cloud().account(tenant).equals(site.cloud().account(tenant))
                || differs(now.machineHash(), site.machineHash())) {
            return REPLACE;
        }
        if (differs(one.softwareHash(), node.software().hash())) {
            boolean begun = one.stepCount() > 0;
            return begun && policy.strategy() == Policy.Strategy.RECREATE ? REPLACE : SOFTWARE;
        }
        boolean same = now.machineHash().equals(site.machineHash())
                && one.softwareHash().equals(node.software().hash());
        return same ? NONE : VERSION;
    }

    /** Whether two hashes of one version are not equal; those of different versions say nothing about each other. */
    private static boolean differs(String one, String other) {
        return version(one).equals(version(other)) && !one.equals(other);
    }

    private static String version(String hash) {
        return hash.substring(0, Math.max(0, hash.indexOf(':')));
    }
}
