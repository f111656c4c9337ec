package io.headrace;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import picocli.CommandLine;
import picocli.CommandLine.Help;
import picocli.CommandLine.Model.UsageMessageSpec;

/** The list of commands in the help of the whole program, by what people want; one that is in no group comes last. */
final class HelpGroups {
    private static final Map<String, List<String>> GROUPS = new LinkedHashMap<>();

    static {
        GROUPS.put("Use a server", List.of("login", "logout", "contexts", "token"));
        GROUPS.put("Look at what runs",
                List.of("runs", "run", "instances", "logs", "reports", "params", "events", "drift",
                        "clouds", "repository", "audit"));
        GROUPS.put("Act", List.of("wait", "abort", "cancel", "rerun", "apply", "suspend", "resume", "scale",
                "terminate", "secret"));
        GROUPS.put("Judge a working copy", List.of("validate", "plan"));
        GROUPS.put("Run a server", List.of("serve", "config", "backup", "restore"));
    }

    private HelpGroups() {}

    static CommandLine in(CommandLine main) {
        main.getHelpSectionMap().put(UsageMessageSpec.SECTION_KEY_COMMAND_LIST_HEADING, help -> "");
        main.getHelpSectionMap().put(UsageMessageSpec.SECTION_KEY_COMMAND_LIST, HelpGroups::list);
        return main;
    }

    private static String list(Help help) {
        Map<String, Help> all = help.subcommands();
        Set<String> rest = new TreeSet<>(all.keySet());
        StringBuilder text = new StringBuilder();
        GROUPS.forEach((title, names) -> {
            text.append(section(help, title, names.stream().filter(rest::contains).toList()));
            names.forEach(rest::remove);
        });
        return text + section(help, "Others", List.copyOf(new TreeSet<>(rest)));
    }

    private static String section(Help help, String title, List<String> names) {
        Map<String, Help> some = new LinkedHashMap<>();
        names.forEach(name -> some.put(name, help.subcommands().get(name)));
        return some.isEmpty()
                ? ""
                : System.lineSeparator() + title + ":" + System.lineSeparator()
                        + help.commandList(some);
    }
}
