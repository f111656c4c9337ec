package io.headrace;

import io.headrace.model.Known;
import io.headrace.model.Names;
import io.headrace.model.RepositoryKey;
import io.headrace.model.RepositorySettings;
import io.headrace.yaml.Fields;
import io.headrace.yaml.Located;
import io.headrace.yaml.Problems;
import io.headrace.yaml.YamlNode;
import java.net.URI;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Pattern;

/** Reads the repositories of one tenant. */
final class RepositoryReader {
    private static final Duration POLL = Duration.ofMinutes(1);
    private static final Pattern BRANCH = Pattern
            .compile("[A-Za-z0-9_](?!.*(\\.\\.|//|@\\{|/\\.|\\.lock(/|$)))[A-Za-z0-9._/@+-]*");
    private static final Pattern FOLDER = Pattern
            .compile("\\.|(?!\\.{1,2}(/|$))[^/\\\\\\p{Cntrl}]+(/(?!\\.{1,2}(/|$))[^/\\\\\\p{Cntrl}]+)*");

    private final Fields tenant;
    private final String tenantName;
    private final Problems problems;
    private final Secrets secrets;

    RepositoryReader(Fields tenant, String tenantName, Secrets secrets) {
        this.tenant = tenant;
        this.tenantName = tenantName;
        this.problems = tenant.problems();
        this.secrets = secrets;
    }

    List<RepositorySettings> read() {
        List<RepositorySettings> repositories = new ArrayList<>();
        Set<String> names = new HashSet<>();
        for (YamlNode item : tenant.items("repositories")) {
            Fields unnamed = Fields.of(item, "a repository of " + tenant.what(), problems);
            Optional<Located<String>> name = unnamed.requiredText("name").flatMap(this::label);
            if (name.isPresent() && !names.add(name.get().value())) {
                problems.error(name.get().at(), "the repository '" + name.get().value() + "' of " + tenant.what()
                        + " stands twice; remove one");
            }
            Fields repository = Fields.of(item, name.map(text -> "repository '" + text.value() + "'")
                    .orElse("a repository") + " of " + tenant.what(), problems);
            repository.text("name");
            repositories.add(repository(repository, name.map(Located::value).orElse("unnamed")));
        }
        return repositories;
    }

    private RepositorySettings repository(Fields fields, String name) {
        Optional<Located<String>> written = fields.text("url");
        Optional<URI> url = written.flatMap(new Addresses(problems)::repositoryUrl);
        boolean hosted = fields.flag("hosted", false);
        if (hosted == written.isPresent()) {
            problems.error(fields.at(), fields.what() + " needs one of 'hosted: true' and 'url'");
        }
        String branch = fields.text("branch").flatMap(text -> matching(text, BRANCH, fields, "branch")).orElse("main");
        String path = fields.text("path").flatMap(text -> matching(text, FOLDER, fields, "path")).orElse(".");
        if (hosted) {
            List.of("poll", "hookSecret")
                    .forEach(key -> fields.node(key)
                            .ifPresent(node -> problems.error(node.at(),
                                    fields.subject(key) + " is for a repository with a url")));
        }
        Duration poll = fields.duration("poll", Duration.ofSeconds(1), Duration.ofDays(7))
                .map(Located::value)
                .orElse(POLL);
        var secret = secrets.read(fields, "hookSecret");
        fields.done();
        return new RepositorySettings(new RepositoryKey(tenantName, name), url.orElse(null), branch, path, poll,
                secret.orElse(null));
    }

    private Optional<String> matching(Located<String> text, Pattern pattern, Fields fields, String key) {
        if (text.value().length() <= 255 && pattern.matcher(text.value()).matches()) {
            return Optional.of(text.value());
        }
        problems.error(text.at(), fields.subject(key) + " cannot be " + Known.quote(text.value())
                + (key.equals("path")
                        ? "; write a folder inside the repository, such as deploy/production"
                        : "; write a branch without refs/heads/, such as main"));
        return Optional.empty();
    }

    private Optional<Located<String>> label(Located<String> text) {
        if (Names.isLabel(text.value())) {
            return Optional.of(text);
        }
        problems.error(text.at(), "a repository's name is a DNS label (a-z, 0-9 and - between them, at most 63), not "
                + Known.quote(text.value()));
        return Optional.empty();
    }
}
