package dev.duologue.turn.internal.allocation;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.HashMap;
import java.util.Map;
import java.util.Random;
import org.junit.jupiter.api.Test;

class AddressMapTest {
    private record Key(long high, long low, int port) {}

    @Test
    void doesWhatAHashMapDoes() {
        AddressMap<String> map = new AddressMap<>();
        Map<Key, String> model = new HashMap<>();
        Random random = new Random(1);
        for (int i = 0; i < 100_000; i++) {
            boolean growing = (i / 10_000) % 2 == 0;
            Key key = new Key(random.nextInt(3), random.nextInt(40), random.nextInt(40));
            if (random.nextInt(10) < (growing ? 7 : 2)) {
                map.put(key.high(), key.low(), key.port(), "v" + i);
                model.put(key, "v" + i);
            } else {
                map.remove(key.high(), key.low(), key.port());
                model.remove(key);
            }
            assertThat(map.size()).isEqualTo(model.size());
            Key other = new Key(random.nextInt(3), random.nextInt(40), random.nextInt(40));
            assertThat(map.get(other.high(), other.low(), other.port()))
                    .isEqualTo(model.get(other));
        }
        model.forEach((k, v) -> assertThat(map.get(k.high(), k.low(), k.port())).isEqualTo(v));
    }
}
