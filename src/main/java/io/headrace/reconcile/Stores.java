package io.headrace.reconcile;

import io.headrace.store.Commits;
import io.headrace.store.Events;
import io.headrace.store.Outbox;
import io.headrace.store.Recoveries;
import io.headrace.store.Runs;
import io.headrace.store.Scripts;
import io.headrace.store.SecretRows;
import io.headrace.store.Statuses;
import io.headrace.store.Tips;

/** The parts of the store that the loop works with. */
public record Stores(Runs runs, Commits commits, Tips tips, Statuses statuses, Outbox outbox, Scripts scripts,
        Events events, Recoveries recoveries, SecretRows secrets) {}
