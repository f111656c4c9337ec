package io.headrace.reconcile;

import io.headrace.model.InstanceKey;

/** Makes the user data of new machines: a script that starts an instance's agent. */
@FunctionalInterface
public interface UserData {

    /** The script for that instance, whose agent reaches the server at that URL; it carries the agent's token. */
    String of(InstanceKey instance, String serverUrl);
}
