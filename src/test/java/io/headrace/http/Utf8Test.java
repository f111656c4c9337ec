package io.headrace.http;

import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;

import static org.assertj.core.api.Assertions.assertThat;

final class Utf8Test {

    @Property(tries = 2000)
    void text_cutAnywhere_isPutTogetherAgain(@ForAll String any, @ForAll @IntRange(min = 4, max = 9) int piece) {
        byte[] all = any.getBytes(StandardCharsets.UTF_8);
        StringBuilder read = new StringBuilder();
        for (int at = 0; at < all.length;) {
            byte[] some = Arrays.copyOfRange(all, at, Math.min(all.length, at + piece));
            int whole = Utf8.whole(some);
            assertThat(whole).isPositive();
            read.append(new String(some, 0, whole, StandardCharsets.UTF_8));
            at += whole;
        }
        assertThat(read.toString()).isEqualTo(new String(all, StandardCharsets.UTF_8));
    }
}
