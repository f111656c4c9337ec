package io.headrace.cli;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.headrace.model.Secret;
import java.io.IOException;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * The servers that the user is logged in to, each under a name, in a file that only the user reads:
 * {@code $XDG_CONFIG_HOME/headrace/servers.json}.
 *
 * @param current the one that is meant when nothing else is said; empty without any
 */
record Contexts(Path file, String current, Map<String, Context> all) {

    /**
     * One server.
     *
     * @param authorities a file of certificates to trust instead of the usual ones, or null
     */
    record Context(URI server, Secret token, @Nullable Path authorities) {}

    Contexts {
        all = Map.copyOf(all);
    }

    static Contexts load(Surroundings here) {
        Path base = here.variable("XDG_CONFIG_HOME")
                .map(Path::of)
                .or(() -> here.variable("HOME").map(home -> Path.of(home, ".config")))
                .orElse(Path.of(".config"));
        Path file = base.resolve("headrace/servers.json");
        try {
            return Files.exists(file) ? read(file, Files.readAllBytes(file)) : new Contexts(file, "", Map.of());
        } catch (IOException e) {
            throw new ServerException("cannot read " + file + ": " + FileTrouble.reason(e));
        }
    }

    private static Contexts read(Path file, byte[] text) {
        JsonNode document = Json.read(text)
                .filter(node -> node.path("servers").isObject())
                .orElseThrow(() -> new ServerException(file + " is damaged; remove it and log in again"));
        Map<String, Context> all = new TreeMap<>();
        document.path("servers")
                .forEachEntry((name, one) -> all.put(name, new Context(URI.create(one.path("server").asText()),
                        new Secret(one.path("token").asText()),
                        one.hasNonNull("cacert") ? Path.of(one.path("cacert").asText()) : null)));
        return new Contexts(file, document.path("current").asText(""), all);
    }

    Optional<Context> named(String name) {
        return Optional.ofNullable(all.get(name));
    }

    /** What to say of a name that no context has. */
    String unknown(String name) {
        return "there is no context '" + name + "'; known: " + String.join(", ", new TreeMap<>(all).keySet());
    }

    /** The one at that address, of the current one first. */
    Optional<Context> at(URI server) {
        return named(current).filter(one -> one.server().equals(server))
                .or(() -> all.values().stream().filter(one -> one.server().equals(server)).findFirst());
    }

    /** The same with one more, which becomes the current one. */
    Contexts with(String name, Context context) {
        Map<String, Context> more = new TreeMap<>(all);
        more.put(name, context);
        return new Contexts(file, name, more);
    }

    Contexts without(String name) {
        Map<String, Context> less = new TreeMap<>(all);
        less.remove(name);
        String next = name.equals(current) ? less.keySet().stream().findFirst().orElse("") : current;
        return new Contexts(file, next, less);
    }

    Contexts using(String name) {
        return new Contexts(file, name, all);
    }

    /** Replaces the file in one step: whoever reads it meanwhile sees the old or the new one. */
    void save() {
        Path folder = file.toAbsolutePath().getParent();
        try {
            Files.createDirectories(folder,
                    PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rwx------")));
            // A temporary file is its owner's alone from the beginning.
            Path next = Files.createTempFile(folder, "servers", ".tmp");
            Files.write(next, (Json.pretty(document()) + "\n").getBytes(StandardCharsets.UTF_8));
            Files.move(next, file, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
        } catch (IOException e) {
            throw new ServerException("cannot write " + file + ": " + FileTrouble.reason(e));
        }
    }

    private ObjectNode document() {
        ObjectNode document = Json.object();
        document.put("current", current);
        ObjectNode servers = document.putObject("servers");
        new TreeMap<>(all).forEach((name, one) -> {
            ObjectNode entry = servers.putObject(name)
                    .put("server", one.server().toString())
                    .put("token", one.token().reveal());
            if (one.authorities() != null) {
                entry.put("cacert", one.authorities().toString());
            }
        });
        return document;
    }
}
