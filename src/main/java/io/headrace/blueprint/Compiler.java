package io.headrace.blueprint;

import io.headrace.model.Cloud;
import io.headrace.model.ConnectorInfo;
import io.headrace.model.DesiredState;
import io.headrace.model.SourceTree;
import io.headrace.model.TreeFile;
import io.headrace.yaml.Position;
import io.headrace.yaml.Problems;
import io.headrace.yaml.YamlDocument;
import io.headrace.yaml.YamlReader;
import io.headrace.yaml.YamlText;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/**
 * Compiles the blueprints of a commit to the state that it wants, or to all that is wrong with them. It may be used by
 * several threads, and remembers what blobs hold by their content ids, so that an unchanged one is not parsed again.
 */
public final class Compiler {

    private static final int LONGEST_PATH = 4096;

    private final Connectors connectors;
    private final Limits limits;
    private final Binder binder;
    private final BlobCache<Parsed> parsed;
    private final BlobCache<Script> scripts;

    /** {@code connectors} are those that the tenant may use. */
    public Compiler(Collection<ConnectorInfo> connectors, Limits limits) {
        this(connectors, Map.of(), limits);
    }

    /**
     * A compiler that can say more of clouds that cannot be used.
     *
     * @param connectors those that the tenant may use
     * @param withheld why it may not use others, by their ids: who has to do what
     */
    public Compiler(Collection<ConnectorInfo> connectors, Map<String, String> withheld, Limits limits) {
        this.connectors = new Connectors(connectors, withheld);
        this.limits = limits;
        this.binder = new Binder(limits);
        this.parsed = new BlobCache<>(limits.cachedBytes());
        this.scripts = new BlobCache<>(limits.cachedBytes());
    }

    public Compilation compile(SourceTree tree) {
        Report report = new Report(limits.problems());
        List<String> unread = new ArrayList<>();
        Map<String, List<Blueprint>> files = files(tree, unread, report);
        DesiredState desired = resolve(files, new Unread(unread), tree, report);
        return report.fatal()
                ? Compilation.refused(report.list())
                : new Compilation(report.list(), desired, report.secrets());
    }

    /** Where the run of that full name is declared. */
    public Optional<Place> place(SourceTree tree, String run) {
        Report report = new Report(limits.problems());
        return new Catalog(files(tree, new ArrayList<>(), report), report).runs.all()
                .stream()
                .filter(declared -> declared.fullName().equals(run))
                .map(declared -> new Place(declared.path(), declared.at()))
                .findFirst();
    }

    /** The Clouds that are declared, used or not. */
    public List<Cloud> clouds(SourceTree tree) {
        Report report = new Report(limits.problems());
        return new Clouds(new Catalog(files(tree, new ArrayList<>(), report), report).clouds, connectors, report).all();
    }

    private Map<String, List<Blueprint>> files(SourceTree tree, List<String> unread, Report report) {
        Map<String, List<Blueprint>> files = new TreeMap<>();
        for (TreeFile file : tree.files()) {
            if (blueprints(file.path())) {
                parse(tree, file, report).ifPresent(one -> {
                    files.put(file.path(), one.blueprints());
                    report.addAll(file.path(), one.problems());
                    if (!one.unread().isEmpty()) {
                        unread.add(one.unread());
                    }
                });
            }
        }
        return files;
    }

    private DesiredState resolve(Map<String, List<Blueprint>> files, Unread unread, SourceTree tree, Report report) {
        Catalog catalog = new Catalog(files, report);
        Components components = new Components(catalog.components, unread,
                new Scripts(tree, limits, scripts, report), report);
        Applications applications = new Applications(catalog.applications, components, unread, report);
        Clouds clouds = new Clouds(catalog.clouds, connectors, report);
        Sites sites = new Sites(clouds, connectors, unread, report);
        Runs runs = new Runs(catalog.projects, components, applications, clouds, sites, unread, report);
        catalog.runs.all().stream().sorted(Comparator.comparing(Declared::path)).forEach(runs::add);
        new ParameterNames(report).check(components.all(), applications.all());
        return new DesiredState(runs.declarations(), runs.scripts());
    }

    private static boolean blueprints(String path) {
        return path.endsWith(".yaml") || path.endsWith(".yml");
    }

    private Optional<Parsed> parse(SourceTree tree, TreeFile file, Report report) {
        Optional<String> refusal = refusal(file);
        if (refusal.isPresent()) {
            report.error(file.path(), Position.START, refusal.get());
            return Optional.empty();
        }
        Optional<Parsed> known = parsed.find(file.contentId());
        if (known.isPresent()) {
            return known;
        }
        Parsed fresh = parse(tree.read(file));
        parsed.keep(file.contentId(), fresh, file.size());
        return Optional.of(fresh);
    }

    private Optional<String> refusal(TreeFile file) {
        return switch (file.kind()) {
            case SYMLINK -> Optional.of("a symlink is not followed; commit the file itself");
            case SUBMODULE -> Optional.of("a submodule is not followed; commit its files");
            case FILE -> {
                if (file.path().length() > LONGEST_PATH) {
                    yield Optional.of("the path is longer than " + LONGEST_PATH + " characters; shorten it");
                }
                yield file.size() > limits.yaml().bytes()
                        ? Optional.of(YamlReader.tooLarge(file.size(), limits.yaml()))
                        : Optional.empty();
            }
        };
    }

    private Parsed parse(byte[] bytes) {
        YamlText text = YamlReader.read("", bytes, limits.yaml());
        Problems problems = new Problems("");
        problems.addAll(text.problems());
        List<Blueprint> blueprints = new ArrayList<>();
        for (YamlDocument document : text.documents()) {
            binder.bind(document, problems).ifPresent(blueprints::add);
        }
        String unread = text.problems().isEmpty() ? "" : new String(bytes, StandardCharsets.UTF_8);
        return new Parsed(blueprints, problems.list(), unread);
    }
}
