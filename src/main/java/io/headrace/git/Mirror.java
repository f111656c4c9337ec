package io.headrace.git;

import io.headrace.model.RepositoryKey;
import io.headrace.net.ForbiddenUrlException;
import io.headrace.net.Guard;
import io.headrace.net.Permit;
import java.io.IOException;
import java.net.URI;
import java.net.URISyntaxException;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.eclipse.jgit.lib.Constants;
import org.eclipse.jgit.lib.ObjectId;
import org.eclipse.jgit.lib.Ref;
import org.eclipse.jgit.lib.RefUpdate;
import org.eclipse.jgit.lib.Repository;
import org.eclipse.jgit.revwalk.ObjectWalk;
import org.eclipse.jgit.transport.FetchConnection;
import org.eclipse.jgit.transport.RefSpec;
import org.eclipse.jgit.transport.Transport;
import org.eclipse.jgit.transport.TransportHttp;
import org.eclipse.jgit.transport.URIish;

/** Keeps the deployed branch of a remote repository in a bare mirror. Everything the other side says is checked. */
final class Mirror {

    private static final int QUIET_SECONDS = 30;

    private final Storage storage;
    private final GitLimits limits;
    private final Guard guard;
    private final InstantSource clock;

    Mirror(Storage storage, GitLimits limits, Guard guard, InstantSource clock) {
        this.storage = storage;
        this.limits = limits;
        this.guard = guard;
        this.clock = clock;
    }

    Fetched fetch(RepositoryKey key, URI url, String branch) {
        String ref = Constants.R_HEADS + branch;
        Instant deadline = clock.instant().plus(limits.transfer());
        try (Permit permit = guard.permit(RemoteUrl.checked(url.toString()));
                GuardedConnections connections = new GuardedConnections(guard, limits, clock, deadline);
                Incoming incoming = storage.openIncoming(key);
                Transport transport = Transport.open(incoming, new URIish(permit.uri().toString()))) {
            RemoteUrl.checkFolder(permit.uri());
            transport.setTimeout(QUIET_SECONDS);
            transport.setObjectChecker(new Fsck(limits));
            if (transport instanceof TransportHttp http) {
                http.setHttpConnectionFactory(connections);
            }
            return fetch(incoming, transport, ref, deadline);
        } catch (ForbiddenUrlException e) {
            throw new FetchException(e.getMessage() == null ? "the URL is not allowed" : e.getMessage(), e);
        } catch (IOException | URISyntaxException e) {
            throw new FetchException(FetchMessages.of(e), e);
        }
    }

    private Fetched fetch(Incoming incoming, Transport transport, String ref, Instant deadline) throws IOException {
        Optional<ObjectId> known = RefRules.id(incoming, ref);
        Optional<String> previous = known.map(ObjectId::name);
        try (FetchConnection connection = transport.openFetch(List.of(new RefSpec(ref)))) {
            Ref remote = connection.getRef(ref);
            if (remote == null || remote.getObjectId() == null) {
                return new Fetched(previous, Optional.empty());
            }
            ObjectId tip = remote.getObjectId();
            if (!known.equals(Optional.of(tip))) {
                take(incoming, connection, remote, tip, deadline);
                move(incoming, known, ref, tip);
            }
            return new Fetched(previous, Optional.of(tip.name()));
        }
    }

    private void take(Incoming incoming, FetchConnection connection, Ref remote, ObjectId tip,
            Instant deadline)
            throws IOException {
        if (!incoming.getObjectDatabase().has(tip)) {
            connection.fetch(new DeadlineMonitor(clock, deadline), Set.of(remote), Set.of());
        }
        checkComplete(incoming, tip);
        if (incoming.sizeWithin() > limits.repositoryBytes()) {
            throw new FetchException(
                    "the repository would have more than " + limits.repositoryBytes() + " bytes, which is the limit");
        }
        incoming.keep();
    }

    // A commit that names an object which was never sent would be found broken only when it is deployed.
    private static void checkComplete(Repository repository, ObjectId tip) throws IOException {
        try (ObjectWalk walk = new ObjectWalk(repository)) {
            walk.markStart(walk.parseCommit(tip));
            for (Ref ref : repository.getRefDatabase().getRefs()) {
                if (ref.getObjectId() != null) {
                    walk.markUninteresting(walk.parseAny(ref.getObjectId()));
                }
            }
            walk.checkConnectivity();
        }
    }

    private static void move(Repository repository, Optional<ObjectId> known, String ref,
            ObjectId tip) throws IOException {
        RefUpdate update = repository.updateRef(ref);
        update.setExpectedOldObjectId(known.orElse(ObjectId.zeroId()));
        update.setNewObjectId(tip);
        update.setForceUpdate(true);
        RefUpdate.Result result = update.update();
        switch (result) {
            case NEW, FAST_FORWARD, FORCED, NO_CHANGE -> {
            }
            default -> throw new IOException(ref + ": " + result);
        }
    }
}
