package io.headrace.git;

import io.headrace.model.Authenticator;
import io.headrace.model.Names;
import io.headrace.model.Principal;
import io.headrace.model.Push;
import io.headrace.model.PushGate;
import io.headrace.model.RepositoryKey;
import jakarta.servlet.ServletConfig;
import jakarta.servlet.ServletException;
import jakarta.servlet.http.HttpServlet;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.time.InstantSource;
import java.util.List;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.eclipse.jgit.http.server.GitServlet;
import org.eclipse.jgit.http.server.GitSmartHttpTools;
import org.eclipse.jgit.transport.PacketLineOut;

/**
 * The smart HTTP protocol in front of the hosted repositories: it finds out who asks for which repository, and leaves the
 * protocol to JGit. Everything that somebody may not know about answers like what does not exist.
 */
final class SmartHttp extends HttpServlet {

    private static final long serialVersionUID = 1L;

    private static final Pattern PATH = Pattern.compile(
            "/(?<tenant>[^/]+)/(?<name>[^/]+?)(\\.git)?/(?<what>info/refs|git-upload-pack|git-receive-pack)");

    private final transient Storage storage;
    private final transient GitLimits limits;
    private final transient InstantSource clock;
    private final transient PushGate gate;
    private final transient Authenticator authenticator;
    private final GitServlet git = new GitServlet();

    SmartHttp(Storage storage, GitLimits limits, InstantSource clock, PushGate gate, Authenticator authenticator) {
        this.storage = storage;
        this.limits = limits;
        this.clock = clock;
        this.gate = gate;
        this.authenticator = authenticator;
        Sessions sessions = new Sessions(storage, limits, gate);
        git.setAsIsFileService(null);
        git.setRepositoryResolver(sessions::open);
        git.setUploadPackFactory(sessions::upload);
        git.setReceivePackFactory(sessions::receive);
    }

    @Override
    public void init(ServletConfig config) throws ServletException {
        super.init(config);
        git.init(config);
    }

    @Override
    public void destroy() {
        git.destroy();
    }

    @Override
    protected void service(HttpServletRequest request, HttpServletResponse response)
            throws ServletException, IOException {
        Optional<Principal> principal = BasicAuth.token(request.getHeader("Authorization"))
                .flatMap(authenticator::authenticate);
        if (principal.isEmpty()) {
            response.setHeader("WWW-Authenticate", "Basic realm=\"Headrace\", charset=\"UTF-8\"");
            answer(response, HttpServletResponse.SC_UNAUTHORIZED,
                    "Give a Headrace token as the password, with any user name.");
            return;
        }
        Matcher path = PATH.matcher(request.getPathInfo() == null ? "" : request.getPathInfo());
        Optional<RepositoryKey> key = path.matches() ? key(path) : Optional.empty();
        if (key.isEmpty() || !principal.get().sees(key.get().tenant()) || !storage.exists(key.get())) {
            answer(response, HttpServletResponse.SC_NOT_FOUND, "There is no such repository.");
            return;
        }
        serve(new Request(key.get(), principal.get(), path.group("what")), request, response);
    }

    private void serve(Request asked, HttpServletRequest request, HttpServletResponse response)
            throws ServletException, IOException {
        String service = request.getParameter("service");
        if (asked.what.equals("info/refs") && !GitSmartHttpTools.UPLOAD_PACK.equals(service)
                && !GitSmartHttpTools.RECEIVE_PACK.equals(service)) {
            answer(response, HttpServletResponse.SC_FORBIDDEN, "Only git's smart HTTP protocol is spoken here.");
            return;
        }
        boolean push = asked.what.equals(GitSmartHttpTools.RECEIVE_PACK)
                || GitSmartHttpTools.RECEIVE_PACK.equals(service);
        if (push && !asked.principal.role().mayWrite()) {
            refusePush(asked, response);
            return;
        }
        Sessions.attach(request, asked.key, asked.principal);
        git.service(new BoundedRequest(request, limits, clock), response);
    }

    /** Git shows a message to its user only when it comes inside a good answer. */
    private void refusePush(Request asked, HttpServletResponse response) throws IOException {
        String message = asked.principal.name() + " is a viewer of '" + asked.key.tenant()
                + "': viewers may fetch, not push";
        gate.refused(new Push(asked.key, asked.principal, List.of(), List.of()), message);
        if (!asked.what.equals("info/refs")) {
            answer(response, HttpServletResponse.SC_FORBIDDEN, message);
            return;
        }
        response.setContentType("application/x-git-receive-pack-advertisement");
        response.setHeader("Cache-Control", "no-store");
        PacketLineOut out = new PacketLineOut(response.getOutputStream());
        out.writeString("# service=git-receive-pack\n");
        out.end();
        out.writeString("ERR " + message);
        out.flush();
    }

    private static void answer(HttpServletResponse response, int status, String message) throws IOException {
        response.setStatus(status);
        response.setContentType("text/plain;charset=UTF-8");
        response.getOutputStream().write((message + "\n").getBytes(StandardCharsets.UTF_8));
    }

    private static Optional<RepositoryKey> key(Matcher path) {
        String tenant = path.group("tenant");
        String name = path.group("name");
        return Names.isLabel(tenant) && Names.isLabel(name)
                ? Optional.of(new RepositoryKey(tenant, name))
                : Optional.empty();
    }

    private record Request(RepositoryKey key, Principal principal, String what) {}
}
