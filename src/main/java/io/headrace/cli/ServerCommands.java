package io.headrace.cli;

import java.util.List;

/** The commands that ask a running server, in the order in which the help lists them. */
public final class ServerCommands {

    private ServerCommands() {}

    /** One of each. */
    public static List<Object> all(Surroundings here) {
        return List.of(new LoginCommand(here), new LogoutCommand(here), new ContextsCommand(here),
                new RunsCommand(here), new RunCommand(here), new InstancesCommand(here), new LogsCommand(here),
                new ReportsCommand(here),
                new ParamsCommand(here), new EventsCommand(here), new WaitCommand(here), new AbortCommand(here),
                new CancelCommand(here), new RerunCommand(here), new DriftCommand(here), new ApplyCommand(here),
                new SuspendCommand(here), new ResumeCommand(here), new ScaleCommand(here),
                new TerminateCommand(here), new SecretCommand(here), new RepositoryCommand(here),
                new CloudsCommand(here), new AuditCommand(here));
    }
}
