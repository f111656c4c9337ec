package io.headrace;

import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.TreeSet;

import static java.util.Map.entry;

/** The tables of the architecture: what each package below {@code io.headrace} may import, and who may use a library. */
final class Packages {
    private static final List<String> CONNECTOR = List.of("model", "connector", "net");

    /** Package -> the other packages of ours that it may import. */
    static final Map<String, List<String>> IMPORTS = Map.ofEntries(
            entry("model", List.of()),
            entry("yaml", List.of("model")),
            entry("blueprint", List.of("model", "yaml")),
            entry("plan", List.of("model")),
            entry("net", List.of("model")),
            entry("vault", List.of("model")),
            entry("git", List.of("model", "net")),
            entry("forge", List.of("model", "net")),
            entry("connector", List.of("model", "net")),
            entry("jclouds", CONNECTOR),
            entry("docker", CONNECTOR),
            entry("ssh", CONNECTOR),
            entry("store", List.of("model", "plan")),
            entry("agent", List.of("model", "plan", "store", "vault")),
            entry("reconcile",
                    List.of("model", "yaml", "blueprint", "plan", "net", "vault", "git", "forge", "connector",
                            "store", "agent")),
            entry("telemetry", List.of("model")),
            entry("schedule", List.of("model", "reconcile")),
            entry("http", List.of("model", "plan", "store", "reconcile", "forge", "git", "agent", "vault")),
            entry("cli", List.of("model", "yaml", "blueprint", "plan", "net")));

    /** The program itself, in the notation of {@link #named}. */
    private static final String PROGRAM = "";

    /** Library -> the packages that may use it, so that it can be replaced in one place. */
    static final Map<String, List<String>> LIBRARIES = Map.ofEntries(
            entry("org.yaml.snakeyaml..", List.of("yaml")),
            entry("com.networknt..", List.of("yaml")),
            entry("com.fasterxml.jackson..",
                    List.of(PROGRAM, "yaml", "blueprint", "store", "reconcile", "http", "cli")),
            entry("com.google.crypto.tink..", List.of("vault")),
            entry("org.eclipse.jgit..", List.of("git")),
            entry("jakarta.servlet..", List.of("git", "http")),
            entry("io.javalin..", List.of("http")),
            entry("org.eclipse.jetty..", List.of("http")),
            entry("org.jdbi..", List.of("store")),
            entry("org.flywaydb..", List.of("store")),
            entry("com.github.benmanes.caffeine..", List.of("store")),
            entry("com.zaxxer.hikari..", List.of("store")),
            entry("org.sqlite..", List.of("store")),
            entry("java.sql..", List.of("store")),
            entry("org.quartz..", List.of("schedule")),
            entry("java.net.http..", List.of("net")),
            entry("io.micrometer..", List.of(PROGRAM, "http")),
            entry("io.opentelemetry..", List.of("telemetry")),
            entry("picocli..", List.of(PROGRAM, "cli")),
            entry("ch.qos.logback..", List.of(PROGRAM)));

    /** Packages without files, sockets, SQL, threads, loggers, randomness or clock. */
    static final List<String> PURE = List.of("model", "yaml", "blueprint", "plan");

    /** Packages at the edge of the process, where a secret is compared, sealed, sent or shown once. */
    static final List<String> REVEALING = List.of(PROGRAM, "vault", "store", "net", "connector", "agent", "http",
            "git", "forge", "cli");

    private Packages() {}

    /** The full names of all packages of the table and of the program. */
    static String[] all() {
        return named(PROGRAM, IMPORTS.keySet());
    }

    /** The full names of one package and of others. */
    static String[] named(String name, Collection<String> others) {
        var all = new TreeSet<>(others);
        all.add(name);
        return named(all);
    }

    static String[] named(Collection<String> names) {
        return names.stream()
                .map(name -> name.isEmpty() ? "io.headrace" : "io.headrace." + name)
                .toArray(String[]::new);
    }
}
