package io.headrace.net;

import java.net.InetAddress;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

final class NetworkTest {

    @ParameterizedTest
    @CsvSource({"10.0.0.0/8,10.255.255.255,true", "10.0.0.0/8,11.0.0.0,false", "172.16.0.0/12,172.31.0.1,true",
        "172.16.0.0/12,172.32.0.1,false", "192.168.1.7,192.168.1.7,true", "192.168.1.7,192.168.1.6,false",
        "0.0.0.0/0,8.8.8.8,true", "0.0.0.0/0,::1,false", "::/0,8.8.8.8,false", "fd00::/9,fd7f::1,true",
        "fd00::/9,fd80::1,false", "127.0.0.1/32,::ffff:127.0.0.1,true"})
    void network_address_isInsideOrNot(String network, String address, boolean inside) {
        assertThat(Network.parse(network).contains(InetAddress.ofLiteral(address))).isEqualTo(inside);
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "/", "10.0.0.0/", "10.0.0.0/33", "10.0.0.0/-1", "10.0.0.1/8", "10.1/16", "::/129",
        "fe80::1%lo/128", "example.org", "example.org/8", "010.0.0.0/8", "1:2"})
    void text_notANetwork_isRefused(String text) {
        assertThatThrownBy(() -> Network.parse(text)).isInstanceOf(IllegalArgumentException.class);
    }

    @Test
    void networks_writtenDifferently_areEqual() {
        assertThat(Network.parse("FD00:0::/8")).isEqualTo(Network.parse("fd00::/8"))
                .hasSameHashCodeAs(Network.parse("fd00::/8"))
                .isNotEqualTo(Network.parse("fd00::/9"));
        assertThat(Network.parse("10.0.0.0/8")).hasToString("10.0.0.0/8");
    }
}
