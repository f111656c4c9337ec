package io.headrace.plan;

import io.headrace.model.AccountKey;
import io.headrace.model.Instance;
import io.headrace.model.Node;
import io.headrace.model.Site;
import io.headrace.model.Slot;
import java.util.List;
import java.util.Optional;

/** Where the instances of a node belong: spread over its sites by index, but where they are they stay. */
final class Sites {

    private Sites() {}

    /** The site of a slot that nothing holds to another one. */
    static Site of(Node node, Slot slot) {
        List<Site> sites = node.sites();
        return sites.get((slot.index() - 1) % sites.size());
    }

    /** The site on which the instance is if the node still has it: the same cloud, or else the same account. */
    static Site of(String tenant, Node node, Instance one) {
        AccountKey account = one.site().cloud().account(tenant);
        List<Site> same = node.sites().stream().filter(site -> site.cloud().account(tenant).equals(account)).toList();
        Optional<Site> named = same.stream()
                .filter(site -> site.cloud().name().equals(one.site().cloud().name()))
                .findFirst();
        return named.or(() -> same.stream().findFirst()).orElseGet(() -> of(node, one.slot()));
    }
}
