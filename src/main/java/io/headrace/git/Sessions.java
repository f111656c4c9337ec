package io.headrace.git;

import io.headrace.model.Principal;
import io.headrace.model.PushGate;
import io.headrace.model.RepositoryKey;
import jakarta.servlet.http.HttpServletRequest;
import java.io.IOException;
import java.util.HashMap;
import java.util.Map;
import java.util.Set;
import org.eclipse.jgit.errors.RepositoryNotFoundException;
import org.eclipse.jgit.http.server.GitSmartHttpTools;
import org.eclipse.jgit.http.server.resolver.DefaultUploadPackFactory;
import org.eclipse.jgit.lib.PersonIdent;
import org.eclipse.jgit.lib.Ref;
import org.eclipse.jgit.lib.Repository;
import org.eclipse.jgit.transport.ReceivePack;
import org.eclipse.jgit.transport.ServiceMayNotContinueException;
import org.eclipse.jgit.transport.UploadPack;
import org.eclipse.jgit.transport.resolver.ServiceNotAuthorizedException;
import org.eclipse.jgit.transport.resolver.ServiceNotEnabledException;

/** Sets up JGit's side of one fetch or push for a request whose sender is known. */
final class Sessions {

    private static final String KEY = "io.headrace.git.key";
    private static final String PRINCIPAL = "io.headrace.git.principal";

    private final Storage storage;
    private final GitLimits limits;
    private final PushGate gate;

    Sessions(Storage storage, GitLimits limits, PushGate gate) {
        this.storage = storage;
        this.limits = limits;
        this.gate = gate;
    }

    /** Notes what was found out about a request. */
    static void attach(HttpServletRequest request, RepositoryKey key, Principal principal) {
        request.setAttribute(KEY, key);
        request.setAttribute(PRINCIPAL, principal);
    }

    /** The repository, or for a push a place for what comes; JGit closes it at the end of the request. */
    Repository open(HttpServletRequest request, String path)
            throws RepositoryNotFoundException, ServiceMayNotContinueException {
        RepositoryKey key = attribute(request, KEY, RepositoryKey.class);
        try {
            return GitSmartHttpTools.isReceivePack(request) ? storage.openIncoming(key) : storage.open(key);
        } catch (NoSuchRepositoryException e) {
            throw new RepositoryNotFoundException(path, e);
        } catch (IOException e) {
            throw new ServiceMayNotContinueException("the repository cannot be opened", e);
        }
    }

    UploadPack upload(HttpServletRequest request, Repository repository)
            throws ServiceNotEnabledException, ServiceNotAuthorizedException {
        UploadPack upload = new DefaultUploadPackFactory().create(request, repository);
        upload.setRefFilter(RefRules::visible);
        return upload;
    }

    ReceivePack receive(HttpServletRequest request, Repository repository) throws ServiceNotEnabledException {
        ReceivePack receive = new ReceivePack(repository);
        Principal principal = attribute(request, PRINCIPAL, Principal.class);
        receive.setRefFilter(RefRules::visible);
        receive.setAllowPushOptions(true);
        receive.setAllowNonFastForwards(true);
        receive.setAllowDeletes(true);
        receive.setObjectChecker(new Fsck(limits));
        receive.setMaxObjectSizeLimit(limits.objectBytes());
        receive.setRefLogIdent(new PersonIdent(principal.name(), principal.name() + "@" + principal.tenant()));
        if (repository instanceof Incoming incoming) {
            RepositoryKey key = attribute(request, KEY, RepositoryKey.class);
            PushHooks hooks = new PushHooks(incoming, limits, key, principal, gate);
            receive.setPreReceiveHook(hooks);
            receive.setPostReceiveHook(hooks);
        }
        advertise(receive);
        return receive;
    }

    // Set here, because JGit would also show the refs of the repository that the incoming one borrows objects from.
    private static void advertise(ReceivePack receive) throws ServiceNotEnabledException {
        try {
            Map<String, Ref> refs = new HashMap<>();
            for (Ref ref : receive.getRepository().getRefDatabase().getRefs()) {
                refs.put(ref.getName(), ref);
            }
            receive.setAdvertisedRefs(refs, Set.of());
        } catch (IOException e) {
            throw new ServiceNotEnabledException("the refs cannot be read", e);
        }
    }

    private static <T> T attribute(HttpServletRequest request, String name, Class<T> type) {
        Object value = request.getAttribute(name);
        if (!type.isInstance(value)) {
            throw new IllegalStateException(name + " is not set");
        }
        return type.cast(value);
    }
}
