package io.headrace;

import java.util.Optional;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.IVersionProvider;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Spec;

/** {@code headrace version}: which Headrace this is and what it runs on. */
@Command(name = "version", description = "Prints the version of Headrace and of the Java that runs it.")
final class VersionCommand implements Callable<Integer>, IVersionProvider {
    @Spec
    @Nullable
    CommandSpec spec;

    /** The version in the jar's manifest; classes that were not packaged have none. */
    static String headrace() {
        return Optional.ofNullable(Main.class.getPackage().getImplementationVersion()).orElse("unpackaged");
    }

    @Override
    public String[] getVersion() {
        return new String[]{"headrace " + headrace(), "Java " + Runtime.version()};
    }

    @Override
    public Integer call() {
        for (String line : getVersion()) {
            Output.of(spec).println(line);
        }
        return 0;
    }
}
