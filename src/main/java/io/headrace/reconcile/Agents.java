package io.headrace.reconcile;

import io.headrace.model.InstanceKey;
import io.headrace.model.RunKey;
import java.util.Map;

/** What the loop needs of those who speak with agents. */
public interface Agents {

    /** The script that starts the agent of a new machine; it carries the agent's token and reaches that URL. */
    String userData(InstanceKey instance, String serverUrl);

    /** The latest generation of each slot ({@code web.1}) of the run of which anything is kept outside the database. */
    Map<String, Integer> generations(RunKey run);

    /** The instance's machine is gone: what was held for it can be let go. */
    void gone(InstanceKey instance);
}
