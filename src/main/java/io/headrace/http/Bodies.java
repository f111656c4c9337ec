package io.headrace.http;

import io.javalin.http.Context;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import org.jspecify.annotations.Nullable;

/** Reads request bodies within a size and a time, so that neither an endless nor a dripping one holds anything up. */
final class Bodies {

    /** How much of a body that is too large is still taken, so that most senders live to read the refusal. */
    private static final int DRAINED = 8 << 20;

    private final Duration patience;
    private final InstantSource clock;

    Bodies(Duration patience, InstantSource clock) {
        this.patience = patience;
        this.clock = clock;
    }

    /** The raw bytes, as they came; a compressed body is refused, for its real size is not known. */
    byte[] bytes(Context ctx, int limit) {
        String encoding = ctx.header("Content-Encoding");
        if (encoding != null && !encoding.equalsIgnoreCase("identity")) {
            throw new ApiException(415, "unsupported-media-type", "a body with Content-Encoding is not taken");
        }
        try {
            return read(ctx.req().getInputStream(), limit);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** A JSON body as a value of that type; the header as it came, for a parsed one fails on a charset unknown here. */
    <T> T json(Context ctx, int limit, Class<T> type) {
        requireJson(ctx.header("Content-Type"));
        return Json.read(bytes(ctx, limit), type);
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

    private byte[] read(InputStream in, int limit) throws IOException {
        Instant end = clock.instant().plus(patience);
        ByteArrayOutputStream body = new ByteArrayOutputStream();
        byte[] buffer = new byte[8192];
        long length = 0;
        for (int n = in.read(buffer); n >= 0 && length <= limit + (long) DRAINED; n = in.read(buffer)) {
            length += n;
            if (clock.instant().isAfter(end)) {
                throw new ApiException(408, "too-slow", "the body did not come within " + patience.toSeconds() + " s");
            }
            if (length <= limit) {
                body.write(buffer, 0, n);
            }
        }
        if (length > limit) {
            throw ApiException.tooLarge(limit);
        }
        return body.toByteArray();
    }

    private static void requireJson(@Nullable String type) {
        String mime = type == null ? "" : type.split(";", 2)[0].strip();
        if (!mime.equalsIgnoreCase("application/json")) {
            // Also what keeps a page of another origin from posting here with a plain form.
            throw new ApiException(415, "unsupported-media-type", "the body must be application/json");
        }
    }
}
