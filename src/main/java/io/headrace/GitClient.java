package io.headrace;

import io.headrace.model.Secret;
import java.io.BufferedReader;
import java.io.IOException;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Base64;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;

/**
 * The real {@code git}, for one repository of a server. It sees nothing of the user's git configuration, and the token
 * goes through its environment, as arguments are visible to everybody on the machine.
 */
final class GitClient {
    private final URI url;
    private final Map<String, String> settings;
    private final Consumer<String> lines;

    /**
     * A client of one repository.
     *
     * @param lines hears what {@code git} and the server say, as they say it
     */
    GitClient(URI url, String user, Secret token, Consumer<String> lines) {
        this.url = url;
        this.lines = lines;
        String basic = Base64.getEncoder()
                .encodeToString((user + ":" + token.reveal()).getBytes(StandardCharsets.UTF_8));
        this.settings = Map.of("http.extraHeader", "Authorization: Basic " + basic, "http.proxy", "", "user.name", user,
                "user.email", user + "@localhost", "commit.gpgSign", "false", "core.autocrlf", "false", "gc.auto", "0");
    }

    /** Whether the repository has that branch. */
    boolean has(String branch) {
        List<String> said = new ArrayList<>();
        int code = git(Path.of("."), Map.of(), said::add, "ls-remote", "--exit-code", url.toString(),
                "refs/heads/" + branch);
        if (code != 0 && code != 2) {
            throw new CannotException("git cannot read " + url + ": " + String.join("; ", said));
        }
        return code == 0;
    }

    /** Pushes the files of a folder as the first commit of a branch, and waits until the server settled what it declares. */
    void push(Path folder, String branch, String message) {
        Path work = Trees.temporary("push");
        try {
            Map<String, String> places = Map.of("GIT_DIR", work.resolve("git").toString(), "GIT_WORK_TREE",
                    folder.toAbsolutePath().toString());
            required(work, Map.of(), "init", "--quiet", "--bare", work.resolve("git").toString());
            required(work, places, "-c", "core.bare=false", "add", "--all");
            required(work, places, "-c", "core.bare=false", "commit", "--quiet", "--message", message);
            required(work, places, "push", "--no-progress", "--push-option=wait", url.toString(),
                    "HEAD:refs/heads/" + branch);
        } finally {
            Trees.delete(work);
        }
    }

    private void required(Path folder, Map<String, String> places, String... arguments) {
        int code = git(folder, places, lines, arguments);
        if (code != 0) {
            throw new CannotException("git ended with exit code " + code + "; its reason stands above");
        }
    }

    private int git(Path folder, Map<String, String> places, Consumer<String> heard, String... arguments) {
        List<String> command = new ArrayList<>(List.of("git"));
        command.addAll(List.of(arguments));
        ProcessBuilder builder = new ProcessBuilder(command).directory(folder.toFile()).redirectErrorStream(true);
        builder.environment().keySet().removeIf(name -> name.startsWith("GIT_"));
        builder.environment().putAll(environment());
        builder.environment().putAll(places);
        try {
            Process git = builder.start();
            git.getOutputStream().close();
            try (BufferedReader output = git.inputReader()) {
                output.lines().forEach(heard);
            }
            return git.waitFor();
        } catch (IOException e) {
            throw new CannotException("cannot run git; is it installed? " + e.getMessage(), e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new CannotException("interrupted while git ran", e);
        }
    }

    private Map<String, String> environment() {
        Map<String, String> environment = new LinkedHashMap<>(Map.of("GIT_CONFIG_NOSYSTEM", "1", "GIT_CONFIG_GLOBAL",
                "/dev/null", "GIT_TERMINAL_PROMPT", "0", "LC_ALL", "C.UTF-8"));
        int count = 0;
        for (var setting : settings.entrySet()) {
            environment.put("GIT_CONFIG_KEY_" + count, setting.getKey());
            environment.put("GIT_CONFIG_VALUE_" + count, setting.getValue());
            count++;
        }
        environment.put("GIT_CONFIG_COUNT", Integer.toString(count));
        return environment;
    }
}
