package io.headrace.agent;

import io.headrace.model.BlobStore;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;

/**
 * Takes the output and the reports of steps, piece by piece: the answer to a piece is the length that is kept now, from
 * which the agent goes on, so that a lost answer or a lost file doubles and loses nothing.
 */
final class Uploads {

    private final AgentStore store;

    Uploads(AgentStore store) {
        this.store = store;
    }

    Answer output(Request request, String stepId) {
        return take(AgentLogs.log(request.key(), stepId), request, store.mostLogBytes());
    }

    Answer report(Request request, String stepId) {
        return take(AgentLogs.report(request.key(), stepId), request, store.mostReportBytes());
    }

    private Answer take(String name, Request request, long most) {
        BlobStore blobs = store.blobs();
        long offset = request.number("offset").orElseThrow(() -> Request.bad("the field offset is needed"));
        long length = blobs.length(name);
        if (offset > length || request.payload().length == 0) {
            return Answer.ok("" + length);
        }
        if (length >= most) {
            return full(most);
        }
        int room = (int) Math.min(request.payload().length, most - offset);
        length = blobs.append(name, offset, Arrays.copyOf(request.payload(), room));
        if (room == request.payload().length) {
            return Answer.ok("" + length);
        }
        blobs.append(name, length, ("\n[headrace] only the first " + most + " bytes are kept\n")
                .getBytes(StandardCharsets.UTF_8));
        return full(most);
    }

    private static Answer full(long most) {
        return Answer.of(Answer.TOO_LARGE, "only the first " + most + " bytes are kept");
    }
}
