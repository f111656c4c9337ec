package io.headrace.cli;

import java.util.Optional;

/** Something that is waited for, looked at again and again. */
interface Settling {

    /** Looks once and tells what is new; whether all is well, once it has settled. */
    Optional<Boolean> look();

    /** What is still to come, for people. */
    String open();

    /** Prints how things stand. */
    void report();
}
