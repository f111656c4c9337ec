package io.headrace.reconcile;

import io.headrace.model.InstanceKey;
import io.headrace.model.RunKey;
import io.headrace.model.RunState;
import java.util.Map;

/** What the loop needs of those who speak with agents. */
public interface Agents {

    /**
     * The script that starts the agent of any new machine, which is to reach that URL: all but what differs between
     * machines. The same for a long time, so it is kept once for many requests.
     */
    String template(String serverUrl);

    /** The script for one instance from a template, perhaps of an earlier version; it carries the agent's token. */
    String userData(String template, InstanceKey instance);

    /** The latest generation of each slot ({@code web.1}) of the run of which anything is kept outside the database. */
    Map<String, Integer> generations(RunKey run);

    /**
     * The instance's machine is gone: what was held for it can be let go.
     *
     * @param wanted whether its slot is still wanted: others keep its values until its next generation has set them
     */
    void gone(InstanceKey instance, boolean wanted);

    /** The run was looked at; what its instances read of each other may have changed. */
    void looked(RunState state);

    /** Logs and reports of the run are to be forgotten. */
    void forget(RunKey run);
}
