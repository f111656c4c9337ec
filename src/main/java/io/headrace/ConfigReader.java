package io.headrace;

import io.headrace.ServerConfig.Limits;
import io.headrace.ServerConfig.Listen;
import io.headrace.ServerConfig.Tls;
import io.headrace.ServerConfig.Upkeep;
import io.headrace.model.Known;
import io.headrace.model.Problem;
import io.headrace.net.GuardRules;
import io.headrace.reconcile.Retention.Ages;
import io.headrace.yaml.Fields;
import io.headrace.yaml.Located;
import io.headrace.yaml.Position;
import io.headrace.yaml.Problems;
import io.headrace.yaml.YamlLimits;
import io.headrace.yaml.YamlNode;
import io.headrace.yaml.YamlNode.Mapping;
import io.headrace.yaml.YamlReader;
import io.headrace.yaml.YamlText;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** Reads {@code headrace.yaml} strictly, over the defaults and below the environment; all that is wrong comes at once. */
final class ConfigReader {
    private static final long KIB = 1L << 10;
    private static final long GIB = 1L << 30;
    private static final long TIB = 1L << 40;
    private static final String DEFAULTS = "defaults.yaml";
    private static final String SQLITE = "jdbc:sqlite:";

    private final Variables variables;
    private final Problems problems;
    private final Section root;
    private final Collection<String> connectors;
    private final Path base;
    private final Secrets secrets;

    private ConfigReader(String path, byte[] text, Map<String, String> environment, Collection<String> connectors,
            boolean withSecrets) {
        Path parent = Path.of(path).getParent();
        this.base = parent == null ? Path.of("") : parent;
        this.variables = new Variables(environment);
        this.secrets = new Secrets(variables, base, withSecrets);
        this.problems = new Problems(path);
        this.connectors = connectors;
        Fields defaults = Fields.of(tree(DEFAULTS, Resources.bytes(DEFAULTS), new Problems(DEFAULTS)), "the defaults",
                new Problems(DEFAULTS));
        this.root = Section.root(Fields.of(tree(path, text, problems), "the configuration", problems), defaults,
                variables, base);
    }

    /**
     * Reads one configuration.
     *
     * @param path names the text in problems; files in it are relative to its folder
     * @param connectors the ids of all connectors that this program has
     */
    static ConfigRead read(String path, byte[] text, Map<String, String> environment, Collection<String> connectors) {
        return new ConfigReader(path, text, environment, connectors, true).read();
    }

    /** The same for a command that uses no secret: what holds them need not be there. */
    static ConfigRead readWithoutSecrets(String path, byte[] text, Map<String, String> environment,
            Collection<String> connectors) {
        return new ConfigReader(path, text, environment, connectors, false).read();
    }

    private static YamlNode tree(String path, byte[] bytes, Problems problems) {
        YamlText text = YamlReader.read(path, bytes, YamlLimits.DEFAULT);
        problems.addAll(text.problems());
        text.documents().forEach(document -> problems.addAll(document.problems()));
        if (text.documents().size() > 1) {
            problems.error(text.documents().get(1).root().at(), "a configuration is one document; remove this one");
        }
        boolean empty = text.documents().isEmpty() || problems.fatal();
        return empty ? new Mapping(Position.START, List.of()) : text.documents().getFirst().root();
    }

    private ConfigRead read() {
        Section server = root.section("server");
        List<Listen> listen = listen(server.layer("listen"));
        Tls tls = tls(server);
        URI url = server.text("url")
                .flatMap(text -> new Addresses(server.layer("url").problems()).serverUrl(text))
                .orElseGet(() -> url(listen.getFirst(), tls != null));
        Path data = server.file("data").map(Located::value).orElse(base.resolve("data"));
        String database = databaseUrl(root.section("database"), data);
        Path machines = machines(root.section("connectors"), data);
        Set<String> enabled = connectors(root.section("connectors"));
        boolean allowPlain = root.section("agents").flag("allowPlain");
        GuardRules guard = guard(root.section("net").layer("allow"));
        Limits limits = limits(root.section("limits"));
        Upkeep upkeep = new Upkeep(ages(root.section("retention")), json(root.section("logging").layer("format")),
                collector(root.section("telemetry")));
        List<String> operators = operators(root.layer("operators"));
        var tenants = new TenantReader(root.layer("tenants"), secrets, enabled, connectors).read();
        root.done();
        List<Problem> all = Stream.concat(problems.list().stream(), variables.problems().stream()).toList();
        return all.stream().anyMatch(Problem::fatal)
                ? new ConfigRead.Invalid(all)
                : new ConfigRead.Valid(
                        new ServerConfig(listen, url, data, machines, tls, database, enabled, allowPlain, guard,
                                limits, upkeep, operators, tenants),
                        all);
    }

    private static List<Listen> listen(Fields fields) {
        var addresses = new Addresses(fields.problems());
        List<Listen> found = fields.texts("listen")
                .stream()
                .map(addresses::listen)
                .flatMap(Optional::stream)
                .distinct()
                .toList();
        if (found.isEmpty() && !fields.problems().fatal()) {
            fields.problems().error(fields.at(), fields.subject("listen") + " is empty; write \"127.0.0.1:8080\"");
        }
        return found.isEmpty() ? List.of(new Listen("127.0.0.1", 8080)) : found;
    }

    private static @Nullable Tls tls(Section server) {
        Section tls = server.section("tls");
        if (!server.has("tls") && !tls.has("certificate") && !tls.has("key")) {
            return null;
        }
        return new Tls(readable(tls, "certificate"), readable(tls, "key"));
    }

    private static Path readable(Section section, String key) {
        section.layer(key).required(key);
        Optional<Located<Path>> file = section.file(key);
        if (file.isPresent() && !Files.isReadable(file.get().value())) {
            Fields fields = section.layer(key);
            fields.problems()
                    .error(file.get().at(),
                            fields.subject(key) + ": no readable file " + file.get().value().toAbsolutePath());
        }
        return file.map(Located::value).orElse(Path.of("absent"));
    }

    private static URI url(Listen first, boolean secure) {
        String host = first.wildcard() ? "127.0.0.1" : first.host();
        return URI.create((secure ? "https://" : "http://") + new Listen(host, first.port()));
    }

    private String databaseUrl(Section database, Path data) {
        Fields fields = database.layer("url");
        Optional<Located<String>> url = fields.text("url");
        if (url.isPresent() && !url.get().value().startsWith(SQLITE)) {
            fields.problems()
                    .error(url.get().at(), fields.subject("url") + " must begin with jdbc:sqlite:, not "
                            + Known.quote(url.get().value()) + "; other databases are not yet supported");
        }
        return url.map(text -> relocated(text.value())).orElse(SQLITE + data.resolve("headrace.db"));
    }

    /** The same database, its file relative to the configuration's folder. */
    private String relocated(String url) {
        String file = url.startsWith(SQLITE) ? url.substring(SQLITE.length()) : "";
        return file.isEmpty() || file.startsWith(":") || file.startsWith("file:") ? url : SQLITE + base.resolve(file);
    }

    private Path machines(Section section, Path data) {
        Optional<Located<Path>> folder = connectors.contains("local")
                ? section.section("local").file("folder")
                : Optional.empty();
        return folder.map(Located::value).orElse(data.resolve("machines"));
    }

    private Set<String> connectors(Section section) {
        Set<String> enabled = new TreeSet<>();
        for (String id : connectors) {
            if (section.section(id).flag("enabled")) {
                enabled.add(id);
            }
        }
        return enabled;
    }

    private static GuardRules guard(Fields net) {
        var targets = new Targets(net.problems());
        net.texts("allow").forEach(targets::add);
        return targets.rules();
    }

    private static Limits limits(Section limits) {
        return new Limits(limits.bytes("pushBytes", KIB, TIB), limits.bytes("repositoryBytes", KIB, TIB),
                limits.bytes("objectBytes", KIB, GIB), limits.integer("files", 1, 10_000_000),
                limits.bytes("treeBytes", KIB, TIB), bytes(limits, "blueprintBytes"), bytes(limits, "recipeBytes"),
                bytes(limits, "webhookBytes"), bytes(limits, "requestBytes"),
                limits.bytes("logBytes", KIB, TIB), limits.bytes("reportBytes", KIB, TIB),
                limits.integer("eventReaders", 1, 1 << 20), limits.integer("requestsPerSecond", 1, 1 << 20),
                limits.integer("failedLoginsPerMinute", 1, 1 << 20));
    }

    /** A bound of what is held in memory as a whole. */
    private static int bytes(Section limits, String key) {
        return Math.toIntExact(limits.bytes(key, KIB, GIB));
    }

    private static Ages ages(Section retention) {
        return new Ages(retention.age("history"), retention.age("events"), retention.age("logs"),
                retention.age("reports"), retention.age("audit"));
    }

    private static boolean json(Fields logging) {
        return logging.choice("format", Map.of("text", false, "json", true)).map(Located::value).orElse(false);
    }

    private static @Nullable URI collector(Section telemetry) {
        return telemetry.text("otlp")
                .flatMap(text -> new Addresses(telemetry.layer("otlp").problems()).collectorUrl(text))
                .orElse(null);
    }

    private static List<String> operators(Fields root) {
        List<String> names = new ArrayList<>();
        for (YamlNode item : root.items("operators")) {
            Fields operator = Fields.of(item, "an operator", root.problems());
            operator.requiredText("name").flatMap(name -> Members.name(name, operator)).ifPresent(name -> {
                if (names.contains(name.value())) {
                    root.problems().error(name.at(), "the operator '" + name.value() + "' stands twice; remove one");
                }
                names.add(name.value());
            });
            operator.done();
        }
        return names;
    }
}
