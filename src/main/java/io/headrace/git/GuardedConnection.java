package io.headrace.git;

import java.io.IOException;
import java.io.InputStream;
import java.net.Proxy;
import java.net.URL;
import java.time.Instant;
import java.time.InstantSource;
import org.eclipse.jgit.transport.http.JDKHttpConnection;
import org.jspecify.annotations.Nullable;

/** One HTTP exchange with a remote repository, with bounds on what it sends and how long it takes. */
final class GuardedConnection extends JDKHttpConnection {

    private static final long ADVERTISEMENT = 16L * 1024 * 1024;
    private static final String ADVERTISED = "application/x-git-upload-pack-advertisement";

    private final long bytes;
    private final InstantSource clock;
    private final Instant deadline;
    private @Nullable InputStream body;

    GuardedConnection(URL url, Proxy proxy, long bytes, InstantSource clock, Instant deadline) throws IOException {
        super(url, proxy);
        this.bytes = bytes;
        this.clock = clock;
        this.deadline = deadline;
    }

    @Override
    public int getResponseCode() throws IOException {
        int code = super.getResponseCode();
        // JGit would go on with the dumb protocol, which follows addresses that the other side lists in files.
        if (code == 200 && getRequestMethod().equals("GET") && !ADVERTISED.equals(getContentType())) {
            throw new IOException("no git server with the smart HTTP protocol answers there");
        }
        return code;
    }

    @Override
    public InputStream getInputStream() throws IOException {
        InputStream known = body;
        if (known == null) {
            known = new BoundedInput(super.getInputStream(), "the answer", bytes + ADVERTISEMENT, clock, deadline);
            body = known;
        }
        return known;
    }
}
