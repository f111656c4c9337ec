package io.headrace;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Collection;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Where the configuration comes from: the named file, else {@code headrace.yaml} in the current folder, else the demo's.
 *
 * @param path names it in problems; null when there is none, which is demo mode
 */
record ConfigFile(@Nullable Path path) {
    private static final Path DEFAULT = Path.of("headrace.yaml");

    static final ConfigFile DEMO = new ConfigFile(null);

    /** The file of that name; without a name the one in this folder, or the demo's. */
    static ConfigFile named(@Nullable Path path) {
        return path == null && Files.exists(DEFAULT) ? new ConfigFile(DEFAULT) : new ConfigFile(path);
    }

    boolean demo() {
        return path == null;
    }

    /** What a server says of it when it has started. */
    String told() {
        return path == null ? "" : ", configured by " + path;
    }

    ConfigRead read(Map<String, String> environment, Collection<String> connectors) {
        return read(text(), environment, connectors);
    }

    /** The configuration that such a text of this file is. */
    ConfigRead read(byte[] text, Map<String, String> environment, Collection<String> connectors) {
        return ConfigReader.read(name(), text, environment, connectors);
    }

    /** What stands in it now. */
    byte[] text() {
        return path == null ? Resources.bytes("demo.yaml") : bytes(path);
    }

    String name() {
        return path == null ? "demo.yaml" : path.toString();
    }

    /** The configuration without its secrets, or all that is wrong with it as the message of a failure. */
    ServerConfig valid(Map<String, String> environment, Collection<String> connectors) {
        return switch (ConfigReader.readWithoutSecrets(name(), text(), environment, connectors)) {
            case ConfigRead.Valid(ServerConfig config, _) -> config;
            case ConfigRead.Invalid(var problems) -> throw new CannotException(
                    "the configuration has problems\n"
                            + String.join("\n", problems.stream().map(Object::toString).toList()));
        };
    }

    private static byte[] bytes(Path path) {
        try {
            return Files.readAllBytes(path);
        } catch (IOException e) {
            throw new CannotException("cannot read the configuration " + path.toAbsolutePath() + "; headrace config "
                    + "--defaults prints one to begin with", e);
        }
    }
}
