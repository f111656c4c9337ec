package io.headrace.reconcile;

import io.headrace.model.Principal;

/** A commit that a ref of a repository came to, and who moved it there. */
record Tip(String ref, String commit, Principal principal) {}
