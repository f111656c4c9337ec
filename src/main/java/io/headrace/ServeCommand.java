package io.headrace;

import java.io.PrintWriter;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Collection;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.concurrent.CountDownLatch;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** {@code headrace serve}: runs the server until the process is told to end. */
@Command(name = "serve", description = {
    "Runs the server until it gets SIGTERM or SIGINT, which lets work under way end (a second one does not); "
            + "recipes of instances go on, and the next start finds them. SIGHUP makes it read its configuration "
            + "again. The demo needs no configuration: one tenant on this machine, data below target/demo, and the "
            + "folder example-repo is pushed to it; its machines end with it."})
final class ServeCommand implements Callable<Integer> {
    /** For how long a configuration stays the same before it is taken for written. */
    private static final Duration SETTLING = Duration.ofSeconds(1);

    private final Function<ServerConfig, Running> start;

    @Mixin
    final ConfigOption from;

    @Option(names = "--demo", description = "Runs the demo, whatever headrace.yaml lies in this folder.")
    boolean demo;

    @Spec
    @Nullable
    CommandSpec spec;

    ServeCommand(Map<String, String> environment, Collection<String> connectors,
            Function<ServerConfig, Running> start) {
        this.from = new ConfigOption(environment, connectors);
        this.start = start;
    }

    @Override
    public Integer call() throws InterruptedException {
        ConfigFile source = source();
        return switch (source.read(from.environment, from.connectors)) {
            case ConfigRead.Invalid(var problems) -> {
                problems.forEach(Output.errors(spec)::println);
                yield 1;
            }
            case ConfigRead.Valid(ServerConfig config, var warnings) -> {
                warnings.forEach(Output.errors(spec)::println);
                serve(config, source);
                yield 0;
            }
        };
    }

    private ConfigFile source() {
        if (demo && from.file != null) {
            throw new CannotException("the demo has its own configuration; leave out --demo or --config");
        }
        ConfigFile source = demo ? ConfigFile.DEMO : from.source();
        if (source.demo() && !demo) {
            throw new CannotException("there is no headrace.yaml in this folder; name a configuration with --config "
                    + "FILE (headrace config --defaults prints one to begin with), or try it out: headrace serve "
                    + "--demo");
        }
        return source;
    }

    private void serve(ServerConfig config, ConfigFile source) throws InterruptedException {
        if (config.upkeep().jsonLogs()) {
            Logging.json();
        }
        Running server = start.apply(config);
        PrintWriter out = Output.of(spec);
        Optional<Demo> demo = source.demo()
                ? Optional.of(new Demo(config, server, out, Path.of("example-repo")))
                : Optional.empty();
        Runnable end = demo.<Runnable>map(one -> one::end).orElse(server::close);
        Stop stop = new Stop(end, System::exit, Runtime.getRuntime()::halt);
        // For an end that no signal asked for; this thread only has to stay until then.
        Runtime.getRuntime().addShutdownHook(Thread.ofPlatform().name("stop").unstarted(stop::close));
        OperatingSystem.on("HUP", new Reload(source, from, server::reload, ServeCommand::pause));
        OperatingSystem.on("TERM", stop);
        OperatingSystem.on("INT", stop);
        out.println("Headrace " + VersionCommand.headrace() + " serves " + server.url() + source.told());
        out.flush();
        demo.ifPresent(Demo::run);
        new CountDownLatch(1).await();
    }

    private static void pause() {
        try {
            Thread.sleep(SETTLING);
        } catch (InterruptedException stop) {
            Thread.currentThread().interrupt();
        }
    }
}
