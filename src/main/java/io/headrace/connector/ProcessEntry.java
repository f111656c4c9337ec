package io.headrace.connector;

/**
 * One process in a look at all of them. Zombies are left out: they have ended and wait for their parent only.
 *
 * @param group the process that leads its session (where the host cannot tell: its process group)
 * @param marked whether its environment holds the marker that was looked for
 */
record ProcessEntry(ProcessIdentity identity, long parent, long group, boolean marked) {}
