package io.headrace.agent;

import io.headrace.model.BlobStore;
import io.headrace.model.Entry;
import io.headrace.model.InstanceKey;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.function.IntConsumer;

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
        String log = AgentLogs.log(request.key(), stepId);
        return take(log, request, store.mostLogBytes(), _ -> endLog(log));
    }

    Answer report(Request request, String stepId) {
        return take(AgentLogs.report(request.key(), stepId), request, store.mostReportBytes(),
                room -> tellOfReport(request.key(), stepId, room));
    }

    /** Keeps what still fits; the first piece that does not is noted, once. */
    private Answer take(String name, Request request, long most, IntConsumer overflow) {
        BlobStore blobs = store.blobs();
        long offset = request.number("offset").orElseThrow(() -> Request.bad("the field offset is needed"));
        long length = blobs.length(name);
        if (offset > length || request.payload().length == 0) {
            return Answer.ok("" + length);
        }
        if (length > most) {
            return full(most);
        }
        int room = (int) Math.min(request.payload().length, most - offset);
        if (room > 0) {
            length = blobs.append(name, offset, Arrays.copyOf(request.payload(), room));
        }
        if (room == request.payload().length) {
            return Answer.ok("" + length);
        }
        overflow.accept(room);
        return full(most);
    }

    private void endLog(String name) {
        String notice = "\n[headrace] only the first " + store.mostLogBytes() + " bytes are kept\n";
        store.blobs().append(name, store.mostLogBytes(), notice.getBytes(StandardCharsets.UTF_8));
    }

    /** Tells of it with the piece that was cut, not with those that come after it. */
    private void tellOfReport(InstanceKey key, String stepId, int room) {
        if (room == 0) {
            return;
        }
        store.events()
                .tell(key.run(), new Entry("report.truncated", key.slot() + ":" + key.generation(),
                        "the report of step " + stepId + " has more than " + store.mostReportBytes()
                                + " bytes; what is kept of it is not a whole archive"));
    }

    private static Answer full(long most) {
        return Answer.of(Answer.TOO_LARGE, "only the first " + most + " bytes are kept");
    }
}
