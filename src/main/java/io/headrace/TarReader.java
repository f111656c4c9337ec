package io.headrace;

import java.io.Closeable;
import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.zip.GZIPInputStream;
import org.jspecify.annotations.Nullable;

/** Reads what {@link TarWriter} wrote, and nothing else: an archive of another kind is an error. */
final class TarReader implements Closeable {
    private static final Pattern RECORD = Pattern.compile("\\d+ (path|size)=([^\\n]*)\\n");
    private static final int LONGEST_HEADER = 1 << 16;

    private final InputStream in;
    private long left;
    private long padding;

    /** One file, or a folder. */
    record Entry(String name, long size) {
        boolean folder() {
            return name.endsWith("/");
        }
    }

    private TarReader(InputStream in) {
        this.in = in;
    }

    static TarReader open(Path file) throws IOException {
        InputStream raw = Files.newInputStream(file);
        try {
            return new TarReader(new GZIPInputStream(raw, 1 << 16));
        } catch (IOException e) {
            raw.close();
            throw e;
        }
    }

    /** The next file, whose content may be read or left; empty at the end of the archive. */
    Optional<Entry> next() throws IOException {
        in.skipNBytes(left + padding);
        byte[] block = block();
        if (block[0] == 0) {
            left = 0;
            padding = 0;
            // Reads on to the checksum, so that an archive that was cut off is noticed.
            in.transferTo(OutputStream.nullOutputStream());
            return Optional.empty();
        }
        long length = type(block) == 'x' ? size(block) : -1;
        if (length < 0 || length > LONGEST_HEADER) {
            throw new IOException("not an archive that headrace backup wrote");
        }
        String header = new String(bytes(length), StandardCharsets.UTF_8);
        block();
        Entry entry = new Entry(value(header, "path"), Long.parseLong(value(header, "size")));
        left = entry.size();
        padding = padding(left);
        return Optional.of(entry);
    }

    private static String value(String header, String key) throws IOException {
        Matcher records = RECORD.matcher(header);
        @Nullable
        String found = null;
        while (records.find()) {
            found = records.group(1).equals(key) ? records.group(2) : found;
        }
        if (found == null) {
            throw new IOException("an entry of the archive has no " + key);
        }
        return found;
    }

    private byte[] bytes(long length) throws IOException {
        byte[] bytes = in.readNBytes((int) length);
        if (bytes.length < length) {
            throw new EOFException("the archive was cut off");
        }
        in.skipNBytes(padding(length));
        return bytes;
    }

    private byte[] block() throws IOException {
        byte[] block = in.readNBytes(TarWriter.BLOCK);
        if (block.length < TarWriter.BLOCK) {
            throw new EOFException("the archive was cut off");
        }
        return block;
    }

    private static char type(byte[] block) {
        return (char) block[156];
    }

    private static long size(byte[] block) throws IOException {
        String octal = new String(block, 124, 11, StandardCharsets.US_ASCII);
        if (!octal.matches("[0-7]{11}")) {
            throw new IOException("not an archive that headrace backup wrote");
        }
        return Long.parseLong(octal, 8);
    }

    private static long padding(long size) {
        return (TarWriter.BLOCK - size % TarWriter.BLOCK) % TarWriter.BLOCK;
    }

    /** The content of the file at hand. */
    void copyTo(OutputStream out) throws IOException {
        byte[] chunk = new byte[1 << 16];
        while (left > 0) {
            int count = in.read(chunk, 0, (int) Math.min(chunk.length, left));
            if (count < 0) {
                throw new EOFException("the archive was cut off");
            }
            out.write(chunk, 0, count);
            left -= count;
        }
    }

    @Override
    public void close() throws IOException {
        in.close();
    }
}
