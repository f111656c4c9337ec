package io.headrace.http;

import io.headrace.model.Principal;
import io.javalin.http.Context;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.time.Duration;
import java.time.InstantSource;
import org.jspecify.annotations.Nullable;

/**
 * Reads request bodies within a size, a time and a {@link Budget} of memory for all of them, so that neither endless nor
 * dripping nor very many ones hold anything up.
 */
final class Bodies {

    /** What a tenant may have of the budget: one part of so many. */
    private static final int TENANTS = 4;
    /** What senders at one address may have before anybody knows who they are. */
    private static final int ADDRESSES = 16;
    /** A text, what the parser makes of it and what is written of that, with characters of two bytes. */
    private static final int PARSED = 4;

    private final Duration patience;
    private final InstantSource clock;
    private final Budget budget;

    Bodies(Duration patience, InstantSource clock, Budget budget) {
        this.patience = patience;
        this.clock = clock;
        this.budget = budget;
    }

    /** The body before any of it is read; a compressed one is refused, for its real size is not known. */
    Body open(Context ctx) {
        String encoding = ctx.header("Content-Encoding");
        if (encoding != null && !encoding.equalsIgnoreCase("identity")) {
            throw new ApiException(415, "unsupported-media-type", "a body with Content-Encoding is not taken");
        }
        try {
            return new Body(ctx.req().getInputStream(), ctx.req().getContentLengthLong(), patience, clock);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** The raw bytes, as they came. */
    byte[] bytes(Context ctx, int limit) {
        return open(ctx).all(limit, held(ctx, limit, 1));
    }

    /** Counts what is read of a request whose sender's tenant is known by its body. */
    Held held(Context ctx, String tenant, int limit) {
        return held(ctx, tenant, TENANTS, limit, 1);
    }

    /** A JSON body as a value of that type; the header as it came, for a parsed one fails on a charset unknown here. */
    <T> T json(Context ctx, int limit, Class<T> type) {
        requireJson(ctx.header("Content-Type"));
        return Json.read(open(ctx).all(limit, held(ctx, limit, PARSED)), type);
    }

    /** The same where the whole body may be left out. */
    <T> T json(Context ctx, int limit, Class<T> type, T absent) {
        if (ctx.header("Content-Type") == null) {
            byte[] body = bytes(ctx, limit);
            if (body.length == 0) {
                return absent;
            }
        }
        return json(ctx, limit, type);
    }

    private Held held(Context ctx, int limit, int times) {
        Principal caller = Access.caller(ctx);
        return caller == null
                ? held(ctx, "address " + ctx.ip(), ADDRESSES, limit, times)
                : held(ctx, caller.tenant(), TENANTS, limit, times);
    }

    /** The largest body there may be is taken by itself, however small the share. */
    private Held held(Context ctx, String sender, int parts, int limit, int times) {
        return Held.begin(ctx.req(), budget, sender, Math.max(budget.share(parts), (long) limit * times), times);
    }

    /** Room for the largest body at least. */
    static Budget budget(WebSettings.Bounds bounds) {
        return new Budget(Math.max(bounds.heldBytes(), (long) bounds.commitBytes() * PARSED));
    }

    private static void requireJson(@Nullable String type) {
        String mime = type == null ? "" : type.split(";", 2)[0].strip();
        if (!mime.equalsIgnoreCase("application/json")) {
            // Also what keeps a page of another origin from posting here with a plain form.
            throw new ApiException(415, "unsupported-media-type", "the body must be application/json");
        }
    }
}
