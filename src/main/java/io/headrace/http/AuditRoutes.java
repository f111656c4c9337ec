package io.headrace.http;

import io.headrace.model.Principal;
import io.headrace.store.AuditEntry;
import io.headrace.store.AuditFilter;
import io.headrace.store.AuditLog;
import io.headrace.store.Deed;
import io.headrace.store.PageRequest;
import io.javalin.config.RoutesConfig;
import io.javalin.http.Context;
import java.time.Instant;

/** The audit log: an owner reads that of the tenant, an operator all. */
final class AuditRoutes implements Routes {

    private static final Listing<DeedView> DEEDS = Listing.of(DeedView.class, "-id");

    private final AuditLog log;

    /** Who it was. */
    record Who(String tenant, String name, String role) {

        static Who of(Principal principal) {
            return new Who(principal.tenant(), principal.name(), Views.word(principal.role()));
        }
    }

    /** One line of the log. */
    record DeedView(String id, Instant at, String tenant, Who principal, String via, String action, String subject,
            String outcome, String reason) {

        static DeedView of(AuditEntry entry) {
            Deed deed = entry.deed();
            return new DeedView(Long.toString(entry.id()), entry.at(), deed.tenant(), Who.of(deed.principal()),
                    Views.word(deed.via()), deed.action(), deed.subject(), Views.word(deed.outcome()), deed.reason());
        }
    }

    AuditRoutes(AuditLog log) {
        this.log = log;
    }

    @Override
    public void addTo(RoutesConfig routes) {
        routes.get("/api/v1/audit", this::list, DEEDS.query("tenant", "principal", "action", "outcome"));
    }

    private void list(Context ctx) {
        Access.requireOwner(ctx);
        AuditFilter filter = new AuditFilter(Asked.tenant(ctx), Asked.text(ctx, "principal"), Asked.text(ctx, "action"),
                Asked.word(ctx, "outcome", Deed.Outcome.class, Views::word));
        PageRequest asked = Listing.request(ctx, AuditLog.sortKeys());
        Answers.json(ctx, DEEDS.of(log.list(filter, asked), DeedView::of));
    }
}
