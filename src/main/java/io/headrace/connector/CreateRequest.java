package io.headrace.connector;

import io.headrace.model.InstanceKey;
import io.headrace.model.MachineSpec;
import java.util.Map;

/**
 * The wish for one machine. It is stored before it is sent, so that the same bytes can be sent again when an answer is
 * lost.
 *
 * @param key the instance that the machine is for; it is in the tags too, and needs no storing by itself
 * @param clientToken at most 64 characters that name this try to create: a cloud that honours client tokens answers
 *        equal tokens with one machine
 * @param name a name for people, made of letters, digits, dots and hyphens; clouds may hold several machines of one name
 * @param machine image, size, ports and options
 * @param tags to be put on the machine in the same call that makes it, and shown by {@link Connector#observe()}
 * @param userData an executable script that the machine runs at its first boot, to be handed over byte for byte in UTF-8;
 *        it holds a token: it goes into no log and no message
 */
public record CreateRequest(InstanceKey key, String clientToken, String name, MachineSpec machine,
        Map<String, String> tags, String userData) {

    public CreateRequest {
        tags = Map.copyOf(tags);
    }

    /** Leaves out the user data, which holds a token. */
    @Override
    public String toString() {
        return "CreateRequest[" + name + " for " + key + "]";
    }
}
