package io.headrace.http;

import io.headrace.agent.AgentProtocol;
import io.javalin.config.RoutesConfig;
import io.javalin.http.Context;

/** Gives the agents' protocol its address. Its answers are always 200: what a shell can read is in their first line. */
final class AgentRoutes implements Routes {

    private final AgentDoor agents;
    private final Bodies bodies;
    private final int limit;

    AgentRoutes(AgentDoor agents, Bodies bodies, int limit) {
        this.agents = agents;
        this.bodies = bodies;
        this.limit = limit;
    }

    @Override
    public void addTo(RoutesConfig routes) {
        routes.post("/agent/v1/{verb}", this::answer, Access.Open.ANYONE);
    }

    private void answer(Context ctx) {
        ctx.header("Cache-Control", "no-store").contentType("application/octet-stream").result(serve(ctx));
    }

    private byte[] serve(Context ctx) {
        byte[] body;
        try {
            body = bodies.bytes(ctx, limit);
        } catch (ApiException e) {
            if (e.status() == 413) {
                return AgentProtocol.tooLarge();
            }
            throw e;
        }
        return agents.answer(ctx.pathParam("verb"), body);
    }
}
