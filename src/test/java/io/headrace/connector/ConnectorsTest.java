package io.headrace.connector;

import io.headrace.model.ConnectorInfo;
import java.util.List;
import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

final class ConnectorsTest {

    @Test
    void discovered_findsTheAnnouncedAndTheGiven() {
        Connectors connectors = Connectors.discovered(List.of(new InMemoryProvider(new InMemoryCloud(true))));
        assertThat(connectors.infos()).extracting(ConnectorInfo::id).containsExactly("local", "memory");
        assertThat(connectors.find("local")).containsInstanceOf(LocalProvider.class);
        assertThat(connectors.find("nimbus")).isEmpty();
    }

    @Test
    void providers_withOneId_areRefused() {
        assertThatThrownBy(() -> new Connectors(List.of(new LocalProvider(), new LocalProvider())))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("'local'");
    }
}
