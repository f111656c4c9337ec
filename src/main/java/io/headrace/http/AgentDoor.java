package io.headrace.http;

/** The agents' protocol: bytes in, bytes out. */
@FunctionalInterface
public interface AgentDoor {

    byte[] answer(String verb, byte[] body);
}
