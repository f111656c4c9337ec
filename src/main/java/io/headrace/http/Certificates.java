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
import java.security.PublicKey;
import java.security.Signature;
import java.security.cert.Certificate;
import java.security.cert.CertificateException;
import java.security.cert.CertificateFactory;
import java.security.cert.X509Certificate;
import java.security.spec.InvalidKeySpecException;
import java.security.spec.PKCS8EncodedKeySpec;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Base64;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.eclipse.jetty.util.ssl.SslContextFactory;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** The server's certificate and key, read from PEM files and read again when they change. */
final class Certificates {

    private static final Logger LOG = LoggerFactory.getLogger(Certificates.class);
    private static final String BEGIN = "-----BEGIN PRIVATE KEY-----";
    private static final String END = "-----END PRIVATE KEY-----";
    private static final String NO_PASSWORD = "";

    private final WebSettings.Tls files;
    private final SslContextFactory.Server context = new SslContextFactory.Server();
    private final InstantSource clock;
    private List<X509Certificate> chain = List.of();
    private String loaded;
    private String said = "";

    Certificates(WebSettings.Tls files, InstantSource clock) {
        this.files = files;
        this.clock = clock;
        this.loaded = state(files);
        use(context);
        warn();
    }

    SslContextFactory.Server context() {
        return context;
    }

    /** Takes the files up if they are others than before; connections that are open stay as they are. */
    synchronized void reload() {
        String now = state(files);
        if (!now.equals(loaded)) {
            take();
            loaded = now;
            LOG.info("took up the new certificate");
        }
        warn();
    }

    /** Why clients refuse the certificate now; nothing when it is in force. It may be the only one, so it is used. */
    synchronized Optional<String> doubt() {
        Instant now = clock.instant();
        return chain.stream().flatMap(one -> doubt(one, now).stream()).findFirst();
    }

    private static Optional<String> doubt(X509Certificate one, Instant now) {
        Instant begin = one.getNotBefore().toInstant();
        Instant end = one.getNotAfter().toInstant();
        String what = "the certificate of " + one.getSubjectX500Principal().getName();
        return now.isBefore(begin)
                ? Optional.of(what + " is not in force before " + begin)
                : now.isAfter(end) ? Optional.of(what + " expired on " + end) : Optional.empty();
    }

    private void warn() {
        String now = doubt().orElse("");
        if (!now.isEmpty() && !now.equals(said)) {
            LOG.warn("{}: {}, so clients refuse it; put another one there, it is taken up within a minute",
                    files.certificate(), now);
        }
        said = now;
    }

    private void take() {
        try {
            context.reload(factory -> use((SslContextFactory.Server) factory));
        } catch (UnusableCertificateException e) {
            throw e;
        } catch (Exception e) { // what Jetty declares
            throw new UnusableCertificateException("cannot use " + files.certificate(), e);
        }
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
            List<X509Certificate> found = CertificateFactory.getInstance("X.509")
                    .generateCertificates(new ByteArrayInputStream(Files.readAllBytes(files.certificate())))
                    .stream()
                    .map(X509Certificate.class::cast)
                    .toList();
            PrivateKey key = key(files.key());
            requirePair(found, key);
            store.setKeyEntry("server", key, NO_PASSWORD.toCharArray(), found.toArray(Certificate[]::new));
            chain = found;
            return store;
        } catch (IOException | GeneralSecurityException e) {
            throw new UnusableCertificateException(
                    "cannot use " + files.certificate() + " with " + files.key() + ": " + e.getMessage(),
                    e);
        }
    }

    /** Else every handshake would fail, and nobody would say why; while both are replaced, it is so for a moment. */
    private static void requirePair(List<X509Certificate> chain, PrivateKey key) throws GeneralSecurityException {
        if (chain.isEmpty()) {
            throw new CertificateException("there is no certificate in it");
        }
        PublicKey certified = chain.getFirst().getPublicKey();
        boolean pair = certified.getAlgorithm().equals(key.getAlgorithm());
        if (pair) {
            Signature signature = Signature.getInstance(switch (key.getAlgorithm()) {
                case "RSA" -> "SHA256withRSA";
                case "EC" -> "SHA256withECDSA";
                default -> key.getAlgorithm();
            });
            signature.initSign(key);
            byte[] signed = signature.sign();
            signature.initVerify(certified);
            pair = signature.verify(signed);
        }
        if (!pair) {
            throw new CertificateException("the key is not that of the first certificate");
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
            throw new UnusableCertificateException("cannot read " + e.getMessage(), e);
        }
    }
}
