package io.headrace.agent;

import io.headrace.model.InstanceKey;

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

    private static String folder(String kind, InstanceKey instance) {
        return kind + "/" + instance.run() + "/" + instance.slot() + "/" + instance.generation() + "/";
    }

    private static String last(String stepId) {
        return stepId.substring(stepId.lastIndexOf(':') + 1);
    }
}
