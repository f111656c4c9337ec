package io.headrace.agent;

import io.headrace.model.InstanceKey;
import io.headrace.model.Secret;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.Objects;
import java.util.zip.GZIPOutputStream;

/**
 * The script that a machine gets as its user data: one file for sh that holds the agent, installs it in
 * {@code HEADRACE_HOME} and runs it there. Where a connector sets {@code HEADRACE_HOME} the agent runs in the foreground;
 * else it is {@code /var/lib/headrace} and a service that comes back at each boot. The agent is packed, because clouds
 * take as little as 16 KiB.
 */
public final class AgentScript {

    private static final String END = "END_OF_HEADRACE";
    /** Neither URLs nor Base64 hold an {@code @} followed by these letters. */
    private static final String INSTANCE = "@INSTANCE@";
    private static final String TOKEN = "@TOKEN@";

    private AgentScript() {}

    /** The script for one instance; an agent refuses to talk plain HTTP to anything but its own host. */
    public static String userData(InstanceKey instance, String serverUrl, Secret token) {
        return userData(template(serverUrl, false), instance, token);
    }

    /** The script for one instance, from what {@link #template} made, perhaps in an earlier version. */
    public static String userData(String template, InstanceKey instance, Secret token) {
        return template.replace(INSTANCE, instance.toString()).replace(TOKEN, token.reveal());
    }

    /**
     * All of the script that does not depend on the instance.
     *
     * @param allowPlain whether {@code agents.allowPlain} lets agents use plain HTTP to elsewhere
     */
    public static String template(String serverUrl, boolean allowPlain) {
        return """
            #!/bin/sh
            # Starts the agent of @INSTANCE@ (Headrace).
            set -eu
            umask 077
            own=${HEADRACE_HOME:-}
            HEADRACE_HOME=${HEADRACE_HOME:-/var/lib/headrace}
            export HEADRACE_HOME
            mkdir -p "$HEADRACE_HOME"
            cd "$HEADRACE_HOME"
            cat >config.new <<'END_OF_HEADRACE'
            url='%s'
            allow_plain=%s
            END_OF_HEADRACE
            cat >credentials.new <<'END_OF_HEADRACE'
            key-of-instance=@INSTANCE@
            token=@TOKEN@
            END_OF_HEADRACE
            base64 -d <<'END_OF_HEADRACE' | gzip -dc >agent.new
            %sEND_OF_HEADRACE
            [ -s agent.new ]
            for file in config credentials agent; do mv "$file.new" "$file"; done
            if [ -n "$own" ]; then exec sh "$HEADRACE_HOME/agent" run; fi
            exec sh "$HEADRACE_HOME/agent" install
            """.formatted(url(serverUrl), allowPlain ? "yes" : "no", packed());
    }

    /** Nothing that could end the quotes of a shell is in it. */
    private static String url(String serverUrl) {
        URI uri = URI.create(serverUrl);
        boolean http = "http".equals(uri.getScheme()) || "https".equals(uri.getScheme());
        if (!http || uri.getHost() == null || uri.getRawUserInfo() != null || serverUrl.contains("'")
                || serverUrl.contains(END) || serverUrl.contains("@")) {
            throw new IllegalArgumentException("not a URL at which agents reach the server: " + serverUrl);
        }
        return serverUrl.replaceAll("/+$", "");
    }

    private static String packed() {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        try (GZIPOutputStream packed = new GZIPOutputStream(bytes)) {
            packed.write(agent().getBytes(StandardCharsets.UTF_8));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return Base64.getMimeEncoder(76, new byte[]{'\n'}).encodeToString(bytes.toByteArray()) + "\n";
    }

    /** The agent itself. */
    private static String agent() {
        try (InputStream in = Objects.requireNonNull(AgentScript.class.getResourceAsStream("agent.sh"))) {
            return new String(in.readAllBytes(), StandardCharsets.UTF_8);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
