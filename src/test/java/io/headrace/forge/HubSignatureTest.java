package io.headrace.forge;

import io.headrace.model.Secret;
import java.nio.charset.StandardCharsets;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import static org.assertj.core.api.Assertions.assertThat;

final class HubSignatureTest {

    /** The example of docs.github.com, "Validating webhook deliveries". */
    private static final Secret SECRET = new Secret("It's a Secret to Everybody");
    private static final byte[] BODY = "Hello, World!".getBytes(StandardCharsets.UTF_8);
    private static final String SIGNATURE = "757107ea0eb2509fc211221cce984b8a37570b6d7586c22c46f4379c8b043e17";

    @Test
    void signature_ofThePublishedExample_isThePublishedOne() {
        assertThat(HubSignature.sign(SECRET, BODY)).isEqualTo("sha256=" + SIGNATURE);
        assertThat(HubSignature.verifies(SECRET, BODY, "sha256=" + SIGNATURE)).isTrue();
    }

    @Test
    void signature_ofAnotherBodyOrSecret_isRefused() {
        assertThat(HubSignature.verifies(SECRET, new byte[0], "sha256=" + SIGNATURE)).isFalse();
        assertThat(HubSignature.verifies(new Secret("other"), BODY, "sha256=" + SIGNATURE)).isFalse();
    }

    @Test
    void emptySecret_neverVerifies() {
        assertThat(HubSignature.verifies(new Secret(""), BODY, "sha256=" + SIGNATURE)).isFalse();
    }

    @Test
    void missingHeader_isRefused() {
        assertThat(HubSignature.verifies(SECRET, BODY, null)).isFalse();
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "sha256=", "sha256=00", "sha1=" + SIGNATURE, "md5=" + SIGNATURE, SIGNATURE,
        "sha256=" + SIGNATURE + "0", "sha256= " + SIGNATURE, "sha256=zz" + "0000000000000000000000000000000"})
    void malformedHeader_isRefused(String header) {
        assertThat(HubSignature.verifies(SECRET, BODY, header)).isFalse();
    }
}
