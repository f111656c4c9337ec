package io.headrace.store;

import io.headrace.model.RunKey;
import java.time.Instant;
import java.util.Optional;
import org.jdbi.v3.core.Handle;

/** The statements on the lease that each run carries. */
final class LeaseColumns {
    private LeaseColumns() {}

    /** Takes the lease when nobody has it, or its time is over; the fencing number goes up by one. */
    static Optional<Lease> acquire(Handle handle, RunKey run, String owner, Instant now, Instant until) {
        return handle.createQuery("""
            update run set lease_owner = :owner, lease_fence = lease_fence + 1, lease_until = :until
            where tenant = :tenant and repository = :repository and name = :name
              and (lease_owner is null or lease_until <= :now)
            returning lease_fence
            """)
                .bind("owner", owner)
                .bind("until", Columns.millis(until))
                .bind("now", Columns.millis(now))
                .bind("tenant", run.tenant())
                .bind("repository", run.repository())
                .bind("name", run.name())
                .mapTo(Long.class)
                .findOne()
                .map(fence -> new Lease(run, owner, fence));
    }

    /** Whether it is in force. One whose time is over still is, as long as nobody else took it. */
    static boolean holds(Handle handle, Lease lease) {
        return handle.createQuery("""
            select count(*) from run
            where tenant = :tenant and repository = :repository and name = :name
              and lease_owner = :owner and lease_fence = :fence
            """)
                .bind("tenant", lease.run().tenant())
                .bind("repository", lease.run().repository())
                .bind("name", lease.run().name())
                .bind("owner", lease.owner())
                .bind("fence", lease.fence())
                .mapTo(Integer.class)
                .one() == 1;
    }

    static void release(Handle handle, Lease lease) {
        handle.createUpdate("""
            update run set lease_owner = null, lease_until = null
            where tenant = :tenant and repository = :repository and name = :name
              and lease_owner = :owner and lease_fence = :fence
            """)
                .bind("tenant", lease.run().tenant())
                .bind("repository", lease.run().repository())
                .bind("name", lease.run().name())
                .bind("owner", lease.owner())
                .bind("fence", lease.fence())
                .execute();
    }

    static void releaseAll(Handle handle) {
        handle.createUpdate("""
            update run set lease_owner = null, lease_until = null where lease_owner is not null
            """).execute();
    }
}
