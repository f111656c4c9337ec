package io.headrace;

import java.io.Closeable;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.ByteBuffer;
import java.nio.channels.Channels;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.Set;
import java.util.zip.GZIPOutputStream;

/**
 * Writes a {@code .tar.gz} of regular files and folders: POSIX.1-2001, which puts names and sizes of any length into headers of their
 * own ({@code pax}). All files belong to nobody and are for their owner alone.
 */
final class TarWriter implements Closeable {
    static final int BLOCK = 512;

    private final FileChannel channel;
    private final OutputStream out;

    private TarWriter(FileChannel channel) throws IOException {
        this.channel = channel;
        this.out = new GZIPOutputStream(Channels.newOutputStream(channel), 1 << 16);
    }

    /** Begins an archive that only its owner can read. */
    static TarWriter create(Path file) throws IOException {
        boolean posix = file.getFileSystem().supportedFileAttributeViews().contains("posix");
        Set<StandardOpenOption> options = Set.of(StandardOpenOption.CREATE_NEW, StandardOpenOption.WRITE);
        return new TarWriter(posix
                ? FileChannel.open(file, options,
                        PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rw-------")))
                : FileChannel.open(file, options));
    }

    /** Adds a file as long as it is now; it may grow or be deleted meanwhile. */
    void add(String name, Path file) throws IOException {
        try (FileChannel in = FileChannel.open(file, StandardOpenOption.READ)) {
            long size = in.size();
            header(name, size);
            InputStream content = Channels.newInputStream(in);
            byte[] chunk = new byte[1 << 16];
            for (long left = size; left > 0;) {
                int count = content.read(chunk, 0, (int) Math.min(chunk.length, left));
                if (count < 0) {
                    throw new IOException(file + " became shorter while it was read");
                }
                out.write(chunk, 0, count);
                left -= count;
            }
            pad(size);
        }
    }

    void add(String name, byte[] content) throws IOException {
        header(name, content.length);
        out.write(content);
        pad(content.length);
    }

    /** Adds a folder, whose name ends in a slash; one with files need not be added. */
    void addFolder(String name) throws IOException {
        header(name, 0);
    }

    private void header(String name, long size) throws IOException {
        byte[] bytes = (record("path", name) + record("size", Long.toString(size))).getBytes(StandardCharsets.UTF_8);
        out.write(block("PaxHeader", bytes.length, 'x'));
        out.write(bytes);
        pad(bytes.length);
        // What follows is for readers that do not know of the header above.
        out.write(block(name, Math.min(size, 077777777777L), name.endsWith("/") ? '5' : '0'));
    }

    /** A line that begins with its own length, which counts itself. */
    private static String record(String key, String value) {
        String rest = " " + key + "=" + value + "\n";
        int length = rest.getBytes(StandardCharsets.UTF_8).length;
        int whole = length + Integer.toString(length).length();
        return (length + Integer.toString(whole).length()) + rest;
    }

    private static byte[] block(String name, long size, char type) {
        ByteBuffer block = ByteBuffer.allocate(BLOCK);
        byte[] short100 = name.getBytes(StandardCharsets.UTF_8);
        block.put(short100, 0, Math.min(short100.length, 100));
        put(block, 100,
                (type == '5' ? "0000700\0" : "0000600\0") + "0000000\0" + "0000000\0" + "%011o\0".formatted(size)
                        + "00000000000\0"
                        + "        " + type);
        put(block, 257, "ustar\0" + "00");
        int sum = 0;
        for (byte one : block.array()) {
            sum += one & 0xff;
        }
        put(block, 148, "%06o\0 ".formatted(sum));
        return block.array();
    }

    private static void put(ByteBuffer block, int at, String text) {
        block.put(at, text.getBytes(StandardCharsets.US_ASCII));
    }

    private void pad(long size) throws IOException {
        out.write(new byte[(int) ((BLOCK - size % BLOCK) % BLOCK)]);
    }

    /** Ends the archive; it is on the disk when this returns. */
    void finish() throws IOException {
        out.write(new byte[2 * BLOCK]);
        ((GZIPOutputStream) out).finish();
        channel.force(true);
    }

    @Override
    public void close() throws IOException {
        channel.close();
    }
}
