package io.headrace.cli;

import java.io.IOException;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** What the current folder's git knows: which repository of a server it was cloned from, and where it stands. */
final class WorkingCopyRemote {

    private static final Pattern HOSTED = Pattern.compile("/git/([^/]+)/([^/]+?)(\\.git)?/?");

    private WorkingCopyRemote() {}

    /** The repository of the first remote that is on that server. */
    static Optional<RepositoryName> repository(Path folder, URI server) {
        return git(folder, "config", "--get-regexp", "^remote\\..*\\.url$").lines()
                .map(line -> line.substring(line.indexOf(' ') + 1))
                .flatMap(url -> hosted(url, server).stream())
                .findFirst();
    }

    private static Optional<RepositoryName> hosted(String remote, URI server) {
        try {
            URI url = new URI(remote);
            Matcher path = HOSTED.matcher(String.valueOf(url.getPath()));
            boolean here = server.getHost().equalsIgnoreCase(url.getHost()) && port(server) == port(url);
            return here && path.matches()
                    ? Optional.of(new RepositoryName(path.group(1), path.group(2)))
                    : Optional.empty();
        } catch (java.net.URISyntaxException notAUrl) {
            return Optional.empty();
        }
    }

    private static int port(URI url) {
        return url.getPort() >= 0 ? url.getPort() : "https".equalsIgnoreCase(url.getScheme()) ? 443 : 80;
    }

    /** The full id of a commit that git knows by that name, else empty. */
    static Optional<String> commit(Path folder, String name) {
        return Optional.of(git(folder, "rev-parse", "--verify", "--quiet", "--end-of-options", name + "^{commit}")
                .strip()).filter(id -> id.matches("[0-9a-f]{40}"));
    }

    /** What git prints; nothing when there is no git, no working copy or no such thing. */
    private static String git(Path folder, String... arguments) {
        List<String> command = new ArrayList<>(List.of("git"));
        command.addAll(List.of(arguments));
        try {
            Process git = new ProcessBuilder(command).directory(folder.toAbsolutePath().toFile())
                    .redirectError(ProcessBuilder.Redirect.DISCARD)
                    .start();
            git.getOutputStream().close();
            String said = new String(git.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
            return git.waitFor() == 0 ? said : "";
        } catch (IOException e) {
            return "";
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return "";
        }
    }
}
