/**
 * What runs on instances and what it talks to: the agent's script, the protocol {@code /agent/v1}, and the parameters
 * that instances of one run share.
 *
 * <p>The protocol is plain Java here, bytes in and bytes out; {@code http} gives it an address. The agent's reports are
 * applied to runs as facts of {@code plan}; what follows from them is decided elsewhere, and waiting agents are told by
 * {@link io.headrace.agent.AgentSignals}: nothing here polls. Whoever asks is not trusted before its token and its nonce
 * were checked, and nothing that an instance sends is bigger than a bound says.
 */
@NullMarked
package io.headrace.agent;

import org.jspecify.annotations.NullMarked;
