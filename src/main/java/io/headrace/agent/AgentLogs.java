package io.headrace.agent;

import io.headrace.model.BlobStore;
import io.headrace.model.InstanceKey;
import io.headrace.model.RunKey;
import java.util.List;
import java.util.SortedMap;
import java.util.TreeMap;

/** The names under which what an instance sends is kept in the blob store. */
public final class AgentLogs {

    private AgentLogs() {}

    /** Output of one step: {@code logs/acme/infra/shop/lamp/web.1/2/7}, where the step's id is {@code web.1:2:7}. */
    public static String log(InstanceKey instance, String stepId) {
        return logs(instance) + last(stepId);
    }

    /** The beginning of the names of all logs of an instance. */
    public static String logs(InstanceKey instance) {
        return folder("logs", instance);
    }

    /** What the step left in its folder of reports, a {@code tar.gz}. */
    public static String report(InstanceKey instance, String stepId) {
        return reports(instance) + last(stepId) + ".tar.gz";
    }

    /** The beginning of the names of all reports of an instance. */
    public static String reports(InstanceKey instance) {
        return folder("reports", instance);
    }

    /** The latest generation of each slot ({@code web.1}) of a run of which there is a log or a report. */
    public static SortedMap<String, Integer> generations(BlobStore blobs, RunKey run) {
        SortedMap<String, Integer> latest = new TreeMap<>();
        for (String kind : List.of("logs", "reports")) {
            String folder = kind + "/" + run + "/";
            for (String name : blobs.list(folder)) {
                // Logs of a run whose name begins with this one's have more parts.
                String[] parts = name.substring(folder.length()).split("/", -1);
                if (parts.length == 3 && parts[1].matches("[1-9][0-9]{0,8}")) {
                    latest.merge(parts[0], Integer.valueOf(parts[1]), Math::max);
                }
            }
        }
        return latest;
    }

    private static String folder(String kind, InstanceKey instance) {
        return kind + "/" + instance.run() + "/" + instance.slot() + "/" + instance.generation() + "/";
    }

    private static String last(String stepId) {
        return stepId.substring(stepId.lastIndexOf(':') + 1);
    }
}
