package io.headrace.git;

import io.headrace.model.Principal;
import io.headrace.model.Push;
import io.headrace.model.PushGate;
import io.headrace.model.RefChange;
import io.headrace.model.RepositoryKey;
import java.io.IOException;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.eclipse.jgit.lib.Constants;
import org.eclipse.jgit.lib.ObjectId;
import org.eclipse.jgit.revwalk.RevCommit;
import org.eclipse.jgit.revwalk.RevWalk;
import org.eclipse.jgit.transport.PostReceiveHook;
import org.eclipse.jgit.transport.PreReceiveHook;
import org.eclipse.jgit.transport.ReceiveCommand;
import org.eclipse.jgit.transport.ReceivePack;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Asks the gate about one push before its refs move, and tells it which ones did. */
final class PushHooks implements PreReceiveHook, PostReceiveHook {

    private static final Logger LOG = LoggerFactory.getLogger(PushHooks.class);

    private final Incoming incoming;
    private final GitLimits limits;
    private final RepositoryKey key;
    private final Principal principal;
    private final PushGate gate;

    PushHooks(Incoming incoming, GitLimits limits, RepositoryKey key, Principal principal, PushGate gate) {
        this.incoming = incoming;
        this.limits = limits;
        this.key = key;
        this.principal = principal;
        this.gate = gate;
    }

    @Override
    public void onPreReceive(ReceivePack receive, Collection<ReceiveCommand> commands) {
        try {
            check(receive, commands);
        } catch (IOException | RuntimeException e) {
            // Here the push ends in JGit, which would break off without a word to the pusher.
            LOG.error("push to {} by {} could not be judged", key, principal, e);
            pending(commands)
                    .forEach(command -> refuse(command, "internal error, nothing was changed; see the server's log"));
        }
    }

    private void check(ReceivePack receive, Collection<ReceiveCommand> commands) throws IOException {
        String deployed = Creation.deployed(incoming);
        int room = limits.refs() - incoming.getRefDatabase().getRefs().size();
        for (ReceiveCommand command : commands) {
            Optional<String> refusal = RefRules.refusal(command, deployed).or(() -> kindRefusal(command));
            refusal.ifPresent(reason -> refuse(receive, command, reason));
            if (refusal.isEmpty() && command.getType() == ReceiveCommand.Type.CREATE && room-- <= 0) {
                refuse(receive, command, "the repository has " + limits.refs() + " refs already, which is the limit");
            }
        }
        if (incoming.sizeWithin() > limits.repositoryBytes()) {
            pending(commands).forEach(command -> refuse(receive, command,
                    "the repository would have more than " + limits.repositoryBytes() + " bytes, which is the limit"));
        }
        if (receive.isAtomic() && pending(commands).size() < commands.size()) {
            return; // JGit refuses the rest
        }
        ask(receive, commands);
        if (receive.isAtomic() && pending(commands).size() < commands.size()) {
            return;
        }
        keep(commands);
    }

    private void ask(ReceivePack receive, Collection<ReceiveCommand> commands) {
        List<ReceiveCommand> judged = pending(commands);
        if (judged.isEmpty()) {
            return;
        }
        Map<String, String> refused = gate.check(push(receive, judged), new Terminal(receive));
        for (ReceiveCommand command : judged) {
            String reason = refused.get(command.getRefName());
            if (reason != null) {
                refuse(command, reason);
            }
        }
    }

    private void keep(Collection<ReceiveCommand> commands) throws IOException {
        List<ObjectId> tips = new ArrayList<>();
        for (ReceiveCommand command : pending(commands)) {
            if (command.getType() != ReceiveCommand.Type.DELETE) {
                tips.add(command.getNewId());
            }
        }
        if (tips.isEmpty()) {
            return;
        }
        if (pending(commands).size() == commands.size()) {
            incoming.keep();
        } else {
            incoming.keepOnly(tips);
        }
    }

    @Override
    public void onPostReceive(ReceivePack receive, Collection<ReceiveCommand> commands) {
        if (commands.isEmpty()) {
            return;
        }
        Terminal terminal = new Terminal(receive);
        try {
            gate.landed(push(receive, commands), terminal);
        } catch (RuntimeException e) {
            // The refs have moved, and the push is stored: it is taken up later.
            LOG.error("push to {} by {} was accepted, but what follows failed", key, principal, e);
            terminal.accept("headrace: accepted; what follows failed and will be tried again");
        }
    }

    private Push push(ReceivePack receive, Collection<ReceiveCommand> commands) {
        List<RefChange> changes = new ArrayList<>();
        for (ReceiveCommand command : commands) {
            String oldId = command.getOldId().equals(ObjectId.zeroId()) ? null : command.getOldId().name();
            String newId = command.getNewId().equals(ObjectId.zeroId()) ? null : command.getNewId().name();
            changes.add(new RefChange(command.getRefName(), oldId, newId));
        }
        List<String> options = receive.getPushOptions();
        return new Push(key, principal, changes, options == null ? List.of() : options);
    }

    private Optional<String> kindRefusal(ReceiveCommand command) {
        if (command.getType() == ReceiveCommand.Type.DELETE || !command.getRefName().startsWith(Constants.R_HEADS)) {
            return Optional.empty();
        }
        try (RevWalk walk = new RevWalk(incoming)) {
            return walk.parseAny(command.getNewId()) instanceof RevCommit
                    ? Optional.empty()
                    : Optional.of("a branch holds a commit");
        } catch (IOException e) {
            return Optional.of("the commit cannot be read: " + Terminal.clean(String.valueOf(e.getMessage())));
        }
    }

    private static List<ReceiveCommand> pending(Collection<ReceiveCommand> commands) {
        return commands.stream().filter(command -> command.getResult() == ReceiveCommand.Result.NOT_ATTEMPTED).toList();
    }

    /** Refuses what the gate is not asked about any more. */
    private void refuse(ReceivePack receive, ReceiveCommand command, String reason) {
        refuse(command, reason);
        gate.refused(push(receive, List.of(command)), reason);
    }

    private static void refuse(ReceiveCommand command, String reason) {
        command.setResult(ReceiveCommand.Result.REJECTED_OTHER_REASON, Terminal.clean(reason.replace('\n', ' ')));
    }
}
