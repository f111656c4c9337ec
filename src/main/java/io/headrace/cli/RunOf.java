package io.headrace.cli;

import picocli.CommandLine.Mixin;
import picocli.CommandLine.Parameters;

/** The parameter and options of each command about one run. */
final class RunOf {

    @Mixin
    final ServerOptions server;

    @Parameters(index = "0", paramLabel = "RUN",
            description = "The run: acme/infra/shop/lamp, or the end of that when no other run ends so.")
    String run = "";

    RunOf(Surroundings here) {
        this.server = new ServerOptions(here);
    }

    RunName in(ServerClient client) {
        return RunName.find(client, server.here(), run);
    }
}
