package io.headrace.http;

import io.headrace.http.WebSettings.Tls;
import java.io.IOException;
import java.io.InputStream;
import java.net.InetAddress;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.security.GeneralSecurityException;
import java.security.KeyStore;
import java.security.SecureRandom;
import java.security.cert.Certificate;
import java.security.cert.X509Certificate;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Base64;
import java.util.HexFormat;
import java.util.concurrent.atomic.AtomicReference;
import javax.net.ssl.SSLContext;
import javax.net.ssl.SSLSocket;
import javax.net.ssl.TrustManager;
import javax.net.ssl.X509TrustManager;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

final class CertificatesTest {

    @TempDir
    private Path folder = Path.of("unset");

    @Test
    void server_withACertificate_showsItAndTakesUpANewOne() throws Exception {
        Tls files = new Tls(folder.resolve("server.crt"), folder.resolve("server.key"));
        write(files, "one", "RSA");
        try (SeededServer server = SeededServer.secure(Files.createDirectory(folder.resolve("seed")), files)) {
            assertThat(shown(server)).isEqualTo("CN=one");
            server.api.reloadCertificate();
            assertThat(shown(server)).isEqualTo("CN=one");
            write(files, "two", "EC");
            Files.setLastModifiedTime(files.certificate(), FileTime.from(Instant.parse("2030-01-01T00:00:00Z")));
            server.api.reloadCertificate();
            assertThat(shown(server)).isEqualTo("CN=two");
        }
    }

    @Test
    void head_thatDripsWithinTls_isCutOff() throws Exception {
        Tls files = new Tls(folder.resolve("server.crt"), folder.resolve("server.key"));
        write(files, "one", "EC");
        WebSettings.Patience soon = new WebSettings.Patience(1000, 1000, Duration.ofMillis(400));
        try (SeededServer server = SeededServer.secure(Files.createDirectory(folder.resolve("seed")), files, soon);
                SSLSocket socket = connected(server)) {
            socket.getOutputStream().write("GET / HT".getBytes(StandardCharsets.US_ASCII));
            Awaitility.await().pollInterval(Duration.ofMillis(50)).until(() -> LimitsTest.dead(socket, "T"));
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "160301020001", "160301020001000001"})
    void handshake_thatDrips_isCutOff(String begin) throws Exception {
        Tls files = new Tls(folder.resolve("server.crt"), folder.resolve("server.key"));
        write(files, "one", "EC");
        WebSettings.Patience soon = new WebSettings.Patience(1000, 1000, Duration.ofMillis(400));
        try (SeededServer server = SeededServer.secure(Files.createDirectory(folder.resolve("seed")), files, soon);
                Socket socket = new Socket(InetAddress.getLoopbackAddress(), server.url.getPort())) {
            socket.getOutputStream().write(HexFormat.of().parseHex(begin.isEmpty() ? "16" : begin));
            Awaitility.await().pollInterval(Duration.ofMillis(50)).until(() -> LimitsTest.dead(socket, "\3"));
            assertThat(shown(server)).isEqualTo("CN=one");
        }
    }

    @Test
    void certificate_outOfItsTime_isUsedAndDoubted() throws Exception {
        Tls files = new Tls(folder.resolve("server.crt"), folder.resolve("server.key"));
        write(files, "one", "EC", "2025/01/01 00:00:00");
        AtomicReference<Instant> now = new AtomicReference<>(Instant.parse("2025-01-02T00:00:00Z"));
        Certificates certificates = new Certificates(files, now::get);
        assertThat(certificates.doubt()).isEmpty();
        now.set(Instant.parse("2025-01-10T00:00:00Z"));
        assertThat(certificates.doubt()).hasValueSatisfying(
                why -> assertThat(why).matches("the certificate of CN=one expired on 2025-01-0[23]T.*Z"));
        now.set(Instant.parse("2024-12-01T00:00:00Z"));
        assertThat(certificates.doubt()).hasValueSatisfying(
                why -> assertThat(why).startsWith("the certificate of CN=one is not in force before 202"));
        now.set(Instant.parse("2025-01-10T00:00:00Z"));
        write(files, "two", "EC", "2025/01/09 00:00:00");
        Files.setLastModifiedTime(files.certificate(), FileTime.from(Instant.parse("2030-01-01T00:00:00Z")));
        certificates.reload();
        assertThat(certificates.doubt()).isEmpty();
    }

    @Test
    void filesOfWhichOnlyOneIsReplaced_areNotTakenUpYet() throws Exception {
        Tls files = new Tls(folder.resolve("server.crt"), folder.resolve("server.key"));
        write(files, "one", "EC");
        try (SeededServer server = SeededServer.secure(Files.createDirectory(folder.resolve("seed")), files)) {
            String key = Files.readString(files.key());
            write(files, "two", "EC");
            String newKey = Files.readString(files.key());
            Files.writeString(files.key(), key);
            assertThatThrownBy(server.api::reloadCertificate).hasMessageContaining(
                    "the key is not that of the first certificate");
            assertThat(shown(server)).isEqualTo("CN=one");
            Files.writeString(files.key(), newKey);
            server.api.reloadCertificate();
            assertThat(shown(server)).isEqualTo("CN=two");
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"RSA", "EC", "Ed25519"})
    void key_ofEachKind_isTaken(String algorithm) throws Exception {
        Tls files = new Tls(folder.resolve("server.crt"), folder.resolve("server.key"));
        write(files, "one", algorithm);
        assertThat(new Certificates(files, InstantSource.system()).doubt()).isEmpty();
    }

    @Test
    void key_inAnotherForm_isRefusedWithWhatToDo() throws Exception {
        Tls files = new Tls(folder.resolve("server.crt"), folder.resolve("server.key"));
        write(files, "one", "RSA");
        Files.writeString(files.key(), "-----BEGIN RSA PRIVATE KEY-----\n");
        assertThatThrownBy(() -> new Certificates(files, InstantSource.system())).hasMessageContaining("openssl pkcs8");
    }

    /** The name in the certificate that the server shows; any certificate is taken, as this one is read only. */
    private static String shown(SeededServer server) throws IOException, GeneralSecurityException {
        try (SSLSocket secure = connected(server)) {
            return ((X509Certificate) secure.getSession().getPeerCertificates()[0]).getSubjectX500Principal().getName();
        }
    }

    private static SSLSocket connected(SeededServer server) throws IOException, GeneralSecurityException {
        SSLContext context = SSLContext.getInstance("TLS");
        context.init(null, new TrustManager[]{new Anyone()}, new SecureRandom());
        SSLSocket secure = (SSLSocket) context.getSocketFactory()
                .createSocket(InetAddress.getLoopbackAddress(), server.url.getPort());
        secure.startHandshake();
        return secure;
    }

    private void write(Tls files, String name, String algorithm) throws Exception {
        write(files, name, algorithm, "-1d");
    }

    private void write(Tls files, String name, String algorithm, String start) throws Exception {
        Path store = folder.resolve(name + ".p12");
        Process keytool = new ProcessBuilder(Path.of(System.getProperty("java.home"), "bin", "keytool").toString(),
                "-genkeypair", "-alias", "a", "-keyalg", algorithm, "-dname", "CN=" + name, "-validity", "2",
                "-startdate", start,
                "-keystore",
                store.toString(), "-storetype", "PKCS12", "-storepass", "changeit").redirectErrorStream(true).start();
        assertThat(keytool.waitFor()).isZero();
        KeyStore keys = KeyStore.getInstance("PKCS12");
        try (InputStream in = Files.newInputStream(store)) {
            keys.load(in, "changeit".toCharArray());
        }
        Certificate certificate = keys.getCertificate("a");
        Files.writeString(files.certificate(), pem("CERTIFICATE", certificate.getEncoded()));
        Files.writeString(files.key(),
                pem("PRIVATE KEY", keys.getKey("a", "changeit".toCharArray()).getEncoded()));
    }

    private static String pem(String type, byte[] content) {
        return "-----BEGIN " + type + "-----\n" + Base64.getMimeEncoder().encodeToString(content) + "\n-----END " + type
                + "-----\n";
    }

    /** Trusts anyone. */
    private static final class Anyone implements X509TrustManager {

        @Override
        public void checkClientTrusted(X509Certificate[] chain, String authentication) {}

        @Override
        public void checkServerTrusted(X509Certificate[] chain, String authentication) {}

        @Override
        public X509Certificate[] getAcceptedIssuers() {
            return new X509Certificate[0];
        }
    }
}
