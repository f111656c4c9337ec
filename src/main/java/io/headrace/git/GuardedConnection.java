package io.headrace.git;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.net.Proxy;
import java.net.URL;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.time.InstantSource;
import java.util.zip.GZIPInputStream;
import org.eclipse.jgit.annotations.NonNull;
import org.eclipse.jgit.transport.http.JDKHttpConnection;
import org.jspecify.annotations.Nullable;

/** One HTTP exchange with a remote repository, with bounds on what it sends, unpacked, and how long it takes. */
final class GuardedConnection extends JDKHttpConnection {

    private static final String ADVERTISED = "application/x-git-upload-pack-advertisement";
    private static final String ENCODING = "Content-Encoding";

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

    /** The body is unpacked here, where it is bounded, so it must not look packed. */
    @Override
    public @Nullable String getHeaderField(@NonNull String name) {
        return gzipped() && name.equalsIgnoreCase(ENCODING) ? null : super.getHeaderField(name);
    }

    @Override
    public InputStream getInputStream() throws IOException {
        InputStream known = body;
        if (known == null) {
            InputStream plain = super.getInputStream();
            known = new BoundedInput(gzipped() ? new GZIPInputStream(plain) : plain, "the answer", bytes, clock,
                    deadline);
            if (getRequestMethod().equals("GET")) {
                known = checkedFormat(known.readAllBytes());
            }
            body = known;
        }
        return known;
    }

    // JGit knows SHA-1 only, and says so in words that nobody understands.
    private static InputStream checkedFormat(byte[] advertisement) throws IOException {
        if (new String(advertisement, StandardCharsets.ISO_8859_1).contains("object-format=sha256")) {
            throw new IOException(RemoteUrl.SHA256);
        }
        return new ByteArrayInputStream(advertisement);
    }

    private boolean gzipped() {
        String encoding = super.getHeaderField(ENCODING);
        return encoding != null && (encoding.equals("gzip") || encoding.equals("x-gzip"));
    }
}
