package io.headrace.http;

import io.headrace.model.Authenticator;
import io.headrace.model.Principal;
import io.headrace.model.Secret;
import java.security.SecureRandom;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.HexFormat;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;

/**
 * The browsers that are logged in, and the one-time links by which they can be, in memory: a restart logs everybody
 * out. A session holds its token and asks anew each time whose it is, so that a revoked token ends its sessions.
 */
final class Sessions {

    /** How long a session lasts without being used. */
    static final Duration IDLE = Duration.ofHours(12);

    private static final Duration LINK = Duration.ofHours(24);
    private static final int MOST = 10_000;

    private final Authenticator authenticator;
    private final InstantSource clock;
    private final SecureRandom random = new SecureRandom();
    private final Map<String, Kept> sessions = bounded();
    private final Map<String, Kept> links = bounded();

    private record Kept(Secret token, Instant until) {}

    Sessions(Authenticator authenticator, InstantSource clock) {
        this.authenticator = authenticator;
        this.clock = clock;
    }

    /** A code that opens one session with that token, within a day: the dashboard takes it as {@code /#login=CODE}. */
    synchronized String link(Secret token) {
        String code = random();
        links.put(code, new Kept(token, clock.instant().plus(LINK)));
        return code;
    }

    /** The token that the code stands for; the code is spent. */
    synchronized Optional<Secret> redeem(String code) {
        return Optional.ofNullable(links.remove(code)).filter(this::valid).map(Kept::token);
    }

    /** Opens a session: the value of its cookie, or empty when the token is nobody's. */
    Optional<String> open(Secret token) {
        return authenticator.authenticate(token).map(_ -> keep(token));
    }

    private synchronized String keep(Secret token) {
        String id = random();
        sessions.put(id, new Kept(token, clock.instant().plus(IDLE)));
        return id;
    }

    Optional<Principal> principal(String id) {
        return token(id).flatMap(authenticator::authenticate);
    }

    private synchronized Optional<Secret> token(String id) {
        Optional<Kept> entry = Optional.ofNullable(sessions.get(id)).filter(this::valid);
        entry.ifPresentOrElse(one -> sessions.put(id, new Kept(one.token(), clock.instant().plus(IDLE))),
                () -> sessions.remove(id));
        return entry.map(Kept::token);
    }

    synchronized void close(String id) {
        sessions.remove(id);
    }

    private boolean valid(Kept entry) {
        return clock.instant().isBefore(entry.until());
    }

    private String random() {
        byte[] bytes = new byte[32];
        random.nextBytes(bytes);
        return HexFormat.of().formatHex(bytes);
    }

    /** Forgets the one that was not used for longest when there are too many. */
    private static Map<String, Kept> bounded() {
        return new LinkedHashMap<>(16, 0.75f, true) {
            private static final long serialVersionUID = 1L;

            @Override
            protected boolean removeEldestEntry(Map.Entry<String, Kept> eldest) {
                return size() > MOST;
            }
        };
    }
}
