package io.headrace.http;

import io.headrace.model.Principal;
import io.headrace.model.Role;
import io.headrace.store.AuditLog;
import io.headrace.store.Deed;
import io.headrace.store.Deed.Outcome;
import io.headrace.store.Deed.Via;
import io.headrace.store.StoreUnavailableException;
import io.javalin.http.Context;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Writes every request that would change something into the audit log, whatever became of it, before it is answered. The
 * action follows from the route, so that a new route is in the log by itself: {@code POST .../-/abort} of a run is
 * {@code run.abort}, {@code DELETE /api/v1/tokens/{id}} is {@code token.delete}.
 */
final class AuditTrail {

    private static final Logger LOG = LoggerFactory.getLogger(AuditTrail.class);
    private static final Set<String> READING = Set.of("GET", "HEAD", "OPTIONS", "TRACE");
    private static final Map<String, String> VERBS = Map.of("POST", "create", "PUT", "set", "PATCH", "change",
            "DELETE", "delete");
    private static final String SUBJECT = "headrace.audit.subject";
    private static final String TENANT = "headrace.audit.tenant";
    private static final String CALLER = "headrace.audit.caller";
    private static final String REFUSAL = "headrace.audit.refusal";

    /** Stands for a caller that could not tell who it is. */
    private static final Principal NOBODY = new Principal("*", "nobody", Role.VIEWER);

    private final AuditLog log;
    private final Throttle failedLogins;

    AuditTrail(AuditLog log, Throttle failedLogins) {
        this.log = log;
        this.failedLogins = failedLogins;
    }

    /** Says what the request is about where its path does not, and whose that is. */
    static void about(Context ctx, String tenant, String subject) {
        ctx.attribute(TENANT, tenant);
        ctx.attribute(SUBJECT, subject);
    }

    /** Says who logged in; other routes know their caller. */
    static void by(Context ctx, Principal caller) {
        ctx.attribute(CALLER, caller);
    }

    /** Notes why the request is refused. */
    static void refused(Context ctx, ApiException answer) {
        ctx.attribute(REFUSAL, answer);
    }

    /** Runs after each route. */
    void record(Context ctx) {
        if (READING.contains(ctx.req().getMethod()) || !ctx.path().startsWith("/api/")) {
            return;
        }
        Principal known = ctx.attribute(CALLER);
        Principal caller = known == null ? Access.caller(ctx) : known;
        String route = ctx.endpoints().lastHttpEndpoint() == null ? "" : ctx.endpoints().lastHttpEndpoint().path;
        boolean login = route.equals(SessionRoutes.PATH);
        // Nobody's requests are in no log, as anybody could fill it; failed logins are, up to a measure.
        if (!route.isEmpty() && (caller != null || (login && failedLogins.admits()))) {
            write(deed(ctx, route, caller == null ? NOBODY : caller));
        }
    }

    private void write(Deed deed) {
        try {
            log.record(deed);
        } catch (StoreUnavailableException e) {
            // The act is done or refused already; its answer must say which.
            LOG.error("not in the audit log: {}", deed, e);
        }
    }

    private static Deed deed(Context ctx, String route, Principal caller) {
        int status = ctx.statusCode();
        ApiException refusal = ctx.attribute(REFUSAL);
        Outcome outcome = status < 400 ? Outcome.DONE : status < 500 ? Outcome.REFUSED : Outcome.FAILED;
        String subject = ctx.attribute(SUBJECT);
        // What is wrong with a body is told with pieces of it, which may be a secret's.
        String why = refusal == null
                ? "status " + status
                : refusal.code() + (status == 400 ? "" : ": " + refusal.detail());
        return new Deed(tenant(ctx, caller), caller, Via.API, action(ctx.req().getMethod(), route),
                subject == null ? subject(ctx, route) : subject, outcome,
                outcome == Outcome.DONE ? "" : why);
    }

    /** The tenant that the request concerns; what it says of one that the caller may not know of stays the caller's. */
    private static String tenant(Context ctx, Principal caller) {
        String told = ctx.attribute(TENANT);
        String asked = told == null ? ctx.pathParamMap().get("tenant") : told;
        return asked != null && caller.sees(asked) ? asked : caller.tenant();
    }

    private static String subject(Context ctx, String route) {
        return Arrays.stream(route.split("/"))
                .filter(AuditTrail::parameter)
                .map(part -> ctx.pathParam(part.substring(1, part.length() - 1)))
                .collect(Collectors.joining("/"));
    }

    /** The action of a route, which is a noun and a verb. */
    static String action(String method, String route) {
        List<String> words = new ArrayList<>(Arrays.asList(route.replaceFirst("^/api/v[0-9]+/", "").split("/")));
        int own = words.indexOf("-");
        if (own >= 0) {
            return singular(words.getFirst()) + "." + String.join(".", words.subList(own + 1, words.size()));
        }
        words.removeIf(AuditTrail::parameter);
        return singular(words.getLast()) + "." + VERBS.getOrDefault(method, method.toLowerCase(Locale.ROOT));
    }

    private static boolean parameter(String part) {
        return part.startsWith("{") || part.startsWith("<");
    }

    private static String singular(String noun) {
        return noun.endsWith("ies")
                ? noun.substring(0, noun.length() - 3) + "y"
                : noun.endsWith("s") && !noun.endsWith("ss") ? noun.substring(0, noun.length() - 1) : noun;
    }
}
