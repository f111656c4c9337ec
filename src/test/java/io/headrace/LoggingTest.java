package io.headrace;

import ch.qos.logback.classic.Level;
import ch.qos.logback.classic.LoggerContext;
import ch.qos.logback.classic.spi.LoggingEvent;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.util.Map;
import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;

final class LoggingTest {

    @Test
    void line_asJson_hasMessageMarksAndFailure() throws IOException {
        LoggerContext context = new LoggerContext();
        LoggingEvent event = new LoggingEvent("here", context.getLogger("io.headrace.reconcile.RunLoop"), Level.WARN,
                "{} took \"{}\"\nlines", new IllegalStateException("broken"), new Object[]{"it", 2});
        event.setMDCPropertyMap(Map.of("tenant", "acme", "repository", "infra", "run", "shop/lamp", "attempt", "3"));
        String line = new String(Logging.encoder(context).encode(event), java.nio.charset.StandardCharsets.UTF_8);
        assertThat(line).endsWith("\n").hasLineCount(1);
        JsonNode json = new ObjectMapper().readTree(line);
        assertThat(json.path("formattedMessage").asText()).isEqualTo("it took \"2\"\nlines");
        assertThat(json.path("level").asText()).isEqualTo("WARN");
        assertThat(json.path("loggerName").asText()).isEqualTo("io.headrace.reconcile.RunLoop");
        assertThat(json.path("timestamp").isNumber()).isTrue();
        assertThat(json.path("mdc")).isEqualTo(new ObjectMapper().readTree("""
            {"tenant": "acme", "repository": "infra", "run": "shop/lamp", "attempt": "3"}
            """));
        assertThat(json.path("throwable").path("message").asText()).isEqualTo("broken");
    }
}
