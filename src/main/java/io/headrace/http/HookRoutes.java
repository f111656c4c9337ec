package io.headrace.http;

import io.headrace.forge.HubSignature;
import io.headrace.model.Secret;
import io.javalin.config.RoutesConfig;
import io.javalin.http.Context;
import java.util.Collections;
import java.util.List;
import java.util.Map;

/**
 * Takes webhooks: the signature over the raw bytes first, nothing is parsed, and 202 once the delivery is stored. A
 * hook that does not exist answers like a wrong signature, so that nobody learns which repositories there are.
 */
final class HookRoutes implements Routes {

    private static final int LONGEST_ID = 128;

    private final Webhooks hooks;
    private final Bodies bodies;
    private final int limit;

    HookRoutes(Webhooks hooks, Bodies bodies, int limit) {
        this.hooks = hooks;
        this.bodies = bodies;
        this.limit = limit;
    }

    @Override
    public void addTo(RoutesConfig routes) {
        routes.post("/hooks/{id}", this::take, Access.Open.ANYONE);
    }

    private void take(Context ctx) {
        String id = ctx.pathParam("id");
        List<Secret> secrets = id.length() > LONGEST_ID ? List.of() : hooks.secrets(id);
        List<String> signatures = Collections.list(ctx.req().getHeaders(HubSignature.HEADER));
        if (secrets.isEmpty() || signatures.size() != 1) {
            // Before the body is read: nobody without a hook and a signature makes us hold megabytes.
            throw refused();
        }
        byte[] body = bodies.bytes(ctx, limit);
        // All secrets are tried, so that time does not tell which one fits.
        if (secrets.stream().filter(one -> HubSignature.verifies(one, body, signatures.getFirst())).count() == 0) {
            throw refused();
        }
        String delivery = ctx.header("X-GitHub-Delivery");
        boolean named = delivery != null && !delivery.isBlank() && delivery.length() <= LONGEST_ID;
        hooks.accept(id, named ? String.valueOf(delivery) : "sha256-" + Answers.digest(body));
        Answers.json(ctx, 202, Map.of("status", "accepted"));
    }

    private static ApiException refused() {
        return new ApiException(401, "bad-signature", "there is no such hook, or " + HubSignature.HEADER
                + " is not sha256= and the hex HMAC-SHA256 of the body under its secret");
    }
}
