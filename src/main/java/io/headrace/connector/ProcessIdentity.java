package io.headrace.connector;

/** One process that ever was: its number together with when it began, as numbers are used again. */
record ProcessIdentity(long pid, String start) {}
