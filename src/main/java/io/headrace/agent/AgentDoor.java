package io.headrace.agent;

/** The agents' protocol: bytes in, bytes out. */
public interface AgentDoor {

    /** Looks at the lines before the payload, which say who asks, before any more is read. */
    Heading heading(String verb, byte[] head);

    /** Serves one request; the verb is the last part of the path. */
    byte[] answer(String verb, byte[] body);
}
