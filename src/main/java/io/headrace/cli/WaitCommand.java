package io.headrace.cli;

import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** {@code headrace wait}: blocks until a commit has its answer, or a run is ready, for Jenkins and other builds. */
@Command(name = "wait", description = {
    "Waits until every run that a commit changes has settled, for builds.",
    "With RUN instead until that run is ready and nothing is done about it any more, whatever was: an apply, a healing, "
            + "a rerun.",
    "Exits with what became of them. The progress is on the standard error, the result on the standard output. Goes on "
            + "while the server is away.",
    "Breaking it off breaks off nothing but the waiting."},
        exitCodeList = {"0:every status of the commit is success; RUN is ready",
            "1:one of them is failure or error; nothing is done that could make RUN ready", "2:wrong usage",
            "3:not done: the server refuses, or knows no such "
                    + "repository or run",
            "124:not settled within --timeout", "130:broken off with Ctrl-C"})
final class WaitCommand implements Callable<Integer> {

    /** As of timeout(1). */
    private static final int TIMED_OUT = 124;

    @Mixin
    final ServerOptions server;

    @Parameters(index = "0", paramLabel = "RUN", arity = "0..1",
            description = "Waits for this run and no commit: acme/infra/shop/lamp, or the end of that.")
    @Nullable
    String ready;

    @Option(names = "--commit", paramLabel = "SHA",
            description = "Its full id. Default: HEAD of the working copy; there, any name that git knows will do.")
    @Nullable
    String commit;

    @Option(names = "--repository", paramLabel = "NAME",
            description = "acme/infra or infra. Default: the one that the working copy was cloned from, or the only one.")
    @Nullable
    String repository;

    @Option(names = "--run", paramLabel = "NAME", description = "Only for this run, such as shop/lamp.")
    @Nullable
    String run;

    @Option(names = "--timeout", paramLabel = "DURATION", defaultValue = "30m",
            converter = Durations.class, description = "Such as 90s, 30m or 2h (default: 30m).")
    Duration timeout = Duration.ofMinutes(30);

    WaitCommand(Surroundings here) {
        this.server = new ServerOptions(here);
    }

    @Override
    public Integer call() {
        long end = System.nanoTime() + timeout.toNanos();
        try (ServerClient client = server.connect()) {
            Settling watch = watch(client);
            Patience patience = new Patience(server);
            while (true) {
                Optional<Boolean> good = patience.ask(watch::look).flatMap(found -> found);
                if (good.isPresent()) {
                    watch.report();
                    return good.get() ? 0 : 1;
                }
                if (System.nanoTime() - end >= 0) {
                    server.err()
                            .println("headrace: not settled within " + Durations.text(timeout) + ": "
                                    + watch.open());
                    watch.report();
                    return TIMED_OUT;
                }
                server.here().pause();
            }
        }
    }

    private Settling watch(ServerClient client) {
        String name = ready;
        if (name == null) {
            RepositoryName where = RepositoryName.find(client, server.here(), Optional.ofNullable(repository));
            return new CommitWatch(client, server, where, id(), Optional.ofNullable(run));
        }
        if (commit != null || run != null || repository != null) {
            throw server.wrong("either RUN, or --commit, --repository and --run");
        }
        return new RunWatch(client, server, RunName.find(client, server.here(), name));
    }

    private String id() {
        String said = Optional.ofNullable(commit).orElse("HEAD");
        return said.matches("[0-9a-f]{40}")
                ? said
                : WorkingCopyRemote.commit(server.here().folder(), said)
                        .orElseThrow(() -> server.wrong(commit == null
                                ? "give --commit; this folder is no working copy of git"
                                : "'" + said
                                        + "' is not the full id of a commit, and git knows none by that name here"));
    }
}
