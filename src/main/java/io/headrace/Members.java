package io.headrace;

import io.headrace.model.Known;
import io.headrace.model.Names;
import io.headrace.model.Role;
import io.headrace.yaml.Fields;
import io.headrace.yaml.Located;
import io.headrace.yaml.YamlNode;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;

/** Persons and robots of the configuration, by name and role. */
final class Members {
    private static final Map<String, Role> ROLES = Map.of("owner", Role.OWNER, "developer", Role.DEVELOPER, "viewer",
            Role.VIEWER);

    private Members() {}

    static Map<String, Role> read(Fields tenant) {
        Map<String, Role> members = new LinkedHashMap<>();
        for (YamlNode item : tenant.items("members")) {
            Fields member = Fields.of(item, "a member of " + tenant.what(), tenant.problems());
            Optional<Located<String>> name = member.requiredText("name").flatMap(text -> name(text, member));
            member.required("role");
            Optional<Located<Role>> role = member.choice("role", ROLES);
            if (name.isPresent() && members.containsKey(name.get().value())) {
                member.problems()
                        .error(name.get().at(),
                                "the member '" + name.get().value() + "' of " + tenant.what()
                                        + " stands twice; remove one");
            }
            if (name.isPresent() && role.isPresent()) {
                members.put(name.get().value(), role.get().value());
            }
            member.done();
        }
        return members;
    }

    /** The name of a member or operator, as logs and commits show it. */
    static Optional<Located<String>> name(Located<String> text, Fields of) {
        if (Names.isLabel(text.value())) {
            return Optional.of(text);
        }
        of.problems()
                .error(text.at(), of.subject("name") + " cannot be " + Known.quote(text.value())
                        + "; a name is a DNS label (a-z, 0-9 and - between them, at most 63)");
        return Optional.empty();
    }
}
