package io.headrace.forge;

import io.headrace.model.Secret;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.MessageDigest;
import java.util.HexFormat;
import java.util.Locale;
import java.util.regex.Pattern;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;
import org.jspecify.annotations.Nullable;

/**
 * GitHub's signature of a webhook delivery: {@code X-Hub-Signature-256: sha256=} and the hex HMAC-SHA256 of the raw body
 * (docs.github.com, "Validating webhook deliveries").
 */
public final class HubSignature {

    public static final String HEADER = "X-Hub-Signature-256";
    private static final Pattern FORM = Pattern.compile("sha256=[0-9a-fA-F]{64}");

    private HubSignature() {}

    /** Whether the header signs exactly these bytes with this secret; takes the same time whatever differs. */
    public static boolean verifies(Secret secret, byte[] body, @Nullable String header) {
        if (header == null || !FORM.matcher(header).matches() || secret.reveal().isEmpty()) {
            return false;
        }
        byte[] claimed = HexFormat.of().parseHex(header.substring("sha256=".length()).toLowerCase(Locale.ROOT));
        return MessageDigest.isEqual(claimed, hmac(secret, body));
    }

    /** The header that signs these bytes. */
    public static String sign(Secret secret, byte[] body) {
        return "sha256=" + HexFormat.of().formatHex(hmac(secret, body));
    }

    private static byte[] hmac(Secret secret, byte[] body) {
        try {
            Mac mac = Mac.getInstance("HmacSHA256");
            mac.init(new SecretKeySpec(secret.reveal().getBytes(StandardCharsets.UTF_8), "HmacSHA256"));
            return mac.doFinal(body);
        } catch (GeneralSecurityException impossible) {
            throw new IllegalStateException("every Java platform has HmacSHA256", impossible);
        }
    }
}
