package io.headrace.http;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.KeyFactory;
import java.security.KeyStore;
import java.security.NoSuchAlgorithmException;
import java.security.PrivateKey;
import java.security.cert.Certificate;
import java.security.cert.CertificateFactory;
import java.security.spec.InvalidKeySpecException;
import java.security.spec.PKCS8EncodedKeySpec;
import java.util.Base64;
import java.util.Optional;
import java.util.stream.Stream;
import org.eclipse.jetty.util.ssl.SslContextFactory;

/** The server's certificate and key, read from PEM files and read again when they change. */
final class Certificates {

    private static final String BEGIN = "-----BEGIN PRIVATE KEY-----";
    private static final String END = "-----END PRIVATE KEY-----";
    private static final String NO_PASSWORD = "";

    private final WebSettings.Tls files;
    private final SslContextFactory.Server context = new SslContextFactory.Server();
    private String loaded;

    /** The files cannot be used; the message says which and why. */
    static final class UnusableException extends RuntimeException {

        private static final long serialVersionUID = 1L;

        UnusableException(String message, Throwable cause) {
            super(message, cause);
        }
    }

    Certificates(WebSettings.Tls files) {
        this.files = files;
        this.loaded = state(files);
        use(context);
    }

    SslContextFactory.Server context() {
        return context;
    }

    /** Takes the files up if they are others than before; connections that are open stay as they are. */
    synchronized boolean reload() {
        String now = state(files);
        if (now.equals(loaded)) {
            return false;
        }
        try {
            context.reload(factory -> use((SslContextFactory.Server) factory));
        } catch (UnusableException e) {
            throw e;
        } catch (Exception e) { // what Jetty declares
            throw new UnusableException("cannot use " + files.certificate(), e);
        }
        loaded = now;
        return true;
    }

    private void use(SslContextFactory.Server target) {
        target.setKeyStore(store());
        target.setKeyStorePassword(NO_PASSWORD);
        target.setIncludeProtocols("TLSv1.3", "TLSv1.2");
    }

    private KeyStore store() {
        try {
            KeyStore store = KeyStore.getInstance("PKCS12");
            store.load(null, null);
            Certificate[] chain = CertificateFactory.getInstance("X.509")
                    .generateCertificates(new ByteArrayInputStream(Files.readAllBytes(files.certificate())))
                    .toArray(Certificate[]::new);
            store.setKeyEntry("server", key(files.key()), NO_PASSWORD.toCharArray(), chain);
            return store;
        } catch (IOException | GeneralSecurityException e) {
            throw new UnusableException(
                    "cannot use " + files.certificate() + " with " + files.key() + ": " + e.getMessage(),
                    e);
        }
    }

    private static PrivateKey key(Path file) throws IOException, GeneralSecurityException {
        String pem = Files.readString(file, StandardCharsets.US_ASCII);
        int begin = pem.indexOf(BEGIN);
        int end = pem.indexOf(END);
        if (begin < 0 || end < begin) {
            throw new InvalidKeySpecException(
                    file + " holds no '" + BEGIN + "'; convert it with openssl pkcs8 -topk8 -nocrypt");
        }
        byte[] encoded = Base64.getMimeDecoder().decode(pem.substring(begin + BEGIN.length(), end));
        PKCS8EncodedKeySpec spec = new PKCS8EncodedKeySpec(encoded);
        return Stream.of("RSA", "EC", "EdDSA")
                .flatMap(algorithm -> key(algorithm, spec).stream())
                .findFirst()
                .orElseThrow(() -> new InvalidKeySpecException(file + " holds a key of no known kind"));
    }

    private static Optional<PrivateKey> key(String algorithm, PKCS8EncodedKeySpec spec) {
        try {
            return Optional.of(KeyFactory.getInstance(algorithm).generatePrivate(spec));
        } catch (InvalidKeySpecException e) {
            return Optional.empty();
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException(e);
        }
    }

    private static String state(WebSettings.Tls files) {
        try {
            return Files.getLastModifiedTime(files.certificate()) + " " + Files.getLastModifiedTime(files.key());
        } catch (IOException e) {
            throw new UnusableException("cannot read " + e.getMessage(), e);
        }
    }
}
