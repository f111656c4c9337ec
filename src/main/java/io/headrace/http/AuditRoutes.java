package io.headrace.http;

import io.headrace.model.Principal;
import io.headrace.store.AuditEntry;
import io.headrace.store.AuditFilter;
import io.headrace.store.AuditLog;
import io.headrace.store.Deed;
import io.javalin.config.RoutesConfig;
import io.javalin.http.Context;
import java.time.Instant;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** The audit log: an owner reads that of the tenant, an operator all. */
final class AuditRoutes implements Routes {

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
        routes.get("/api/v1/audit", this::list);
    }

    private void list(Context ctx) {
        Principal caller = Access.requireOwner(ctx);
        String tenant = Asked.tenant(ctx);
        AuditFilter filter = new AuditFilter(tenant, Asked.text(ctx, "principal"), Asked.text(ctx, "action"),
                outcome(ctx));
        int limit = Asked.limit(ctx);
        boolean seen = tenant == null || caller.sees(tenant);
        Answers.json(ctx, seen
                ? Items.of(log.list(filter, Asked.text(ctx, "cursor"), limit), DeedView::of)
                : Items.all(List.<DeedView>of()));
    }

    private static Deed.@Nullable Outcome outcome(Context ctx) {
        String asked = Asked.text(ctx, "outcome");
        return asked == null
                ? null
                : Arrays.stream(Deed.Outcome.values())
                        .filter(one -> Views.word(one).equals(asked))
                        .findFirst()
                        .orElseThrow(() -> ApiException.badParameter("outcome must be one of "
                                + Arrays.stream(Deed.Outcome.values())
                                        .map(Views::word)
                                        .collect(Collectors.joining(", "))));
    }
}
