package io.headrace.http;

import io.headrace.agent.AgentDoor;
import io.headrace.agent.AgentProtocol;
import io.headrace.agent.Heading;
import io.javalin.config.RoutesConfig;
import io.javalin.http.Context;
import java.io.IOException;
import java.io.UncheckedIOException;

/**
 * Gives the agents' protocol its address. Its answers are always 200: what a shell can read is in their first line.
 * Nobody without an instance's token has more read than the lines that would hold it.
 */
final class AgentRoutes implements Routes {

    private final AgentDoor agents;
    private final Bodies bodies;

    AgentRoutes(AgentDoor agents, Bodies bodies) {
        this.agents = agents;
        this.bodies = bodies;
    }

    @Override
    public void addTo(RoutesConfig routes) {
        routes.post("/agent/v1/{verb}", this::answer, Access.Open.ANYONE);
    }

    private void answer(Context ctx) {
        ctx.header("Cache-Control", "no-store").contentType("application/octet-stream");
        String verb = ctx.pathParam("verb");
        Body body = bodies.open(ctx);
        switch (agents.heading(verb, body.head(AgentProtocol.MOST_HEAD_BYTES))) {
            case Heading.Good good -> ctx.result(serve(ctx, verb, body, good));
            case Heading.Refused(byte[] answer) -> refuse(ctx, body, answer);
        }
    }

    private byte[] serve(Context ctx, String verb, Body body, Heading.Good good) {
        byte[] request;
        try {
            request = body.all(good.mostBytes(), bodies.held(ctx, good.tenant(), good.mostBytes()));
        } catch (ApiException e) {
            if (e.status() == 413) {
                return AgentProtocol.tooLarge(good.mostBytes());
            }
            throw e;
        }
        return agents.answer(verb, request);
    }

    /** Answers first; what an agent goes on to send is dropped, so that its wget lives to read the answer. */
    private static void refuse(Context ctx, Body body, byte[] answer) {
        ctx.header("Connection", "close");
        ctx.res().setContentLength(answer.length);
        try {
            ctx.res().getOutputStream().write(answer);
            ctx.res().flushBuffer();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        body.drain(AgentProtocol.MOST_BYTES);
    }
}
