package io.headrace.net;

import java.io.IOException;
import java.net.InetAddress;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

final class GuardTest {

    private final Guard guard = new Guard(GuardRules.publicOnly());

    @ParameterizedTest
    @ValueSource(strings = {"http://169.254.169.254/latest/meta-data/", "http://127.0.0.1:8080/", "http://[::1]/",
        "http://[::1]:80/", "http://0.0.0.0/", "http://[::]/", "http://10.1.2.3/", "http://172.31.255.255/",
        "http://192.168.1.1/", "http://100.100.100.200/", "http://168.63.129.16/", "http://192.0.0.192/",
        "http://224.0.0.1/", "http://255.255.255.255/", "http://[fe80::1]/", "http://[fd00:ec2::254]/",
        "http://[fec0::1]/", "http://[ff02::1]/", "http://[::ffff:127.0.0.1]/", "http://[::ffff:a9fe:a9fe]/",
        "http://[::127.0.0.1]/", "http://[64:ff9b::a9fe:a9fe]/", "http://[64:ff9b::10.0.0.1]/",
        "http://[64:ff9b:1::a9fe:a9fe]/", "http://[2002:7f00:1::]/", "http://[2001:0:1::1]/",
        "http://[2001:db8::1]/"})
    void address_notPublic_isRefused(String url) {
        assertThatThrownBy(() -> guard.check(url)).isInstanceOf(ForbiddenUrlException.class)
                .hasMessageContaining("is not allowed");
    }

    @ParameterizedTest
    @ValueSource(strings = {"http://127.1/", "http://127.0.1/", "http://2130706433/", "http://0x7f000001/",
        "http://0x7f.0.0.1/", "http://0177.0.0.1/", "http://127.0.0.01/", "http://127.0.0.0x1/", "http://0x/",
        "http://1.2.3.4.5/", "http://127.0.0.1./", "http://256.1.1.1/", "http://foo.123/", "http://[::1%25lo]/",
        "http://[fe80::1%eth0]/", "http:///x", "http://", "https://exa mple.org/", "https://example.org/a\\b",
        "https://user:pass@example.org/", "https://user@example.org/", "https://@example.org/",
        "https://example.org%40evil.org/", "https://evil.org\\@example.org/", "https://example.org/a\nb",
        "https://example.org/%0a", "https://example.org/%0D%0AHost:x", "https://example.org/%00",
        "https://ex\u0430mple.org/",
        "https://\u2460\u2461\u2466.0.0.1/", "https://-oProxyCommand=x/", "https://-example.org/",
        "https://example..org/", "https://.example.org/", "https://example.org:0/", "https://example.org:65536/",
        "https://example.org:-1/", "https://example.org:80:80/", "//example.org/", "example.org", "", "https:",
        "https:example.org", "https://?x"})
    void url_readDifferentlyByDifferentPrograms_isRefused(String url) {
        assertThatThrownBy(() -> guard.check(url)).isInstanceOf(ForbiddenUrlException.class);
    }

    @ParameterizedTest
    @ValueSource(strings = {"file:///etc/passwd", "file:/etc/passwd", "git://example.org/x", "ssh://-oProxyCommand=x/",
        "ssh://example.org/x", "amazon-s3://bucket/x", "bundle:///x", "ext::sh -c x", "ext::x", "ftp://example.org/",
        "jar:file:///x!/", "gopher://example.org/", "javascript:alert(1)", "data:text/plain,x"})
    void scheme_other_isRefused(String url) {
        assertThatThrownBy(() -> guard.check(url)).isInstanceOf(ForbiddenUrlException.class);
    }

    @ParameterizedTest
    @ValueSource(strings = {"https://example.org/infra.git", "http://example.org:8080/a?b=c%20d",
        "https://EXAMPLE.org/",
        "https://example.org./", "https://xn--exmple-cua.org/", "https://8.8.8.8/", "https://[2606:4700::1111]/",
        "https://[64:ff9b::8.8.8.8]/", "https://3com.com/"})
    void url_public_isAllowed(String url) {
        assertThat(guard.check(url)).isEqualTo(URI.create(url));
    }

    @Test
    void url_ofExcessiveLength_isRefused() {
        assertThatThrownBy(() -> guard.check("https://example.org/" + "a".repeat(2048)))
                .isInstanceOf(ForbiddenUrlException.class);
    }

    @Test
    void message_urlWithPassword_doesNotHoldIt() {
        assertThatThrownBy(() -> guard.check("https://robot:hunter2@example.org/"))
                .satisfies(e -> assertThat(e.toString()).doesNotContain("hunter2"));
        assertThatThrownBy(() -> guard.check("https://robot:hunter2@exa[mple.org/"))
                .satisfies(e -> assertThat(e.toString()).doesNotContain("hunter2"));
    }

    @Test
    void name_thatMeansLoopback_isRefusedAfterDns() {
        assertThat(guard.check("http://localhost/")).isEqualTo(URI.create("http://localhost/"));
        assertThatThrownBy(() -> guard.permit("http://localhost/")).isInstanceOf(ForbiddenUrlException.class);
        assertThatThrownBy(() -> guard.permit("http://LOCALHOST./")).isInstanceOf(ForbiddenUrlException.class);
    }

    @Test
    void network_allowed_letsItsAddressesPassAndNoOthers() throws Exception {
        Guard loopback = new Guard(GuardRules.publicOnly()
                .withNetworks(List.of(Network.parse("127.0.0.0/8"), Network.parse("::1"))));
        try (Permit permit = loopback.permit("http://localhost:1/")) {
            assertThat(permit.addresses()).isNotEmpty().allMatch(InetAddress::isLoopbackAddress);
        }
        try (Permit permit = loopback.permit("http://127.7.7.7:1/")) {
            assertThat(permit.addresses()).containsExactly(InetAddress.ofLiteral("127.7.7.7"));
        }
        assertThatThrownBy(() -> loopback.permit("http://10.0.0.1/")).isInstanceOf(ForbiddenUrlException.class);
    }

    @Test
    void host_allowed_passesWhateverItsAddress() throws Exception {
        Guard one = new Guard(GuardRules.publicOnly().withHosts(Set.of("LocalHost")));
        try (Permit permit = one.permit("http://localhost/")) {
            assertThat(permit.addresses()).isNotEmpty();
        }
        assertThatThrownBy(() -> one.check("http://127.0.0.1/")).isInstanceOf(ForbiddenUrlException.class);
    }

    @Test
    void fileUrl_belowAllowedFolder_isAllowedUnlessItLeadsOut(@TempDir Path folder) throws IOException {
        Path allowed = Files.createDirectory(folder.resolve("allowed"));
        Path secret = Files.createDirectory(folder.resolve("secret"));
        Files.createSymbolicLink(allowed.resolve("link"), secret);
        Guard files = new Guard(GuardRules.publicOnly().withFolders(List.of(allowed)));
        assertThat(files.check(allowed.toUri().toString())).isEqualTo(allowed.toUri());
        for (String url : List.of(secret.toUri().toString(), allowed.resolve("link").toUri().toString(),
                allowed.toUri() + "../secret", allowed.toUri() + "%2e%2e/secret", allowed.toUri() + "absent",
                "file://host" + allowed, allowed.toUri() + "?x")) {
            assertThatThrownBy(() -> files.check(url)).as(url)
                    .isInstanceOf(ForbiddenUrlException.class)
                    .hasMessageNotContaining("secret");
        }
    }
}
