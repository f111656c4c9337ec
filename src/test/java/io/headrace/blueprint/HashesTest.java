package io.headrace.blueprint;

import io.headrace.model.Declaration;
import io.headrace.model.Node;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

import static org.assertj.core.api.Assertions.assertThat;

final class HashesTest {

    private record Three(String machine, String software, String declaration) {}

    private static final Three BEFORE = hashes(Fixtures.LAMP);

    @Test
    void hashes_areVersioned() {
        assertThat(BEFORE.machine).matches("h1:[0-9a-f]{64}");
        assertThat(BEFORE.software).matches("h1:[0-9a-f]{64}");
        assertThat(BEFORE.declaration).matches("h1:[0-9a-f]{64}");
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
        machine     | region: RegionOne         | region: RegionTwo
        machine     | networks: [lab]           | networks: [prod]
        machine     | debian-12                 | debian-13
        machine     | memory: 1GiB              | memory: 2GiB
        software    | title: Production         | title: Testing
        software    | headrace get db:ready     | headrace get db:ready; true
        software    | echo base                 | echo basis
        declaration | replicas: 3}}             | replicas: 4}}
        declaration | inputs: {title: P         | protect: true, inputs: {title: P
        declaration | http://${web              | https://${web
        declaration | outputs: [{name: ready}]  | outputs: [{name: ready}, {name: more}]
        """)
    void change_ofSubstance_changesItsHash(String which, String old, String replacement) {
        Three after = hashes(
                Fixtures.LAMP.replace(old, replacement.replace("protect: true, inputs", "protect: true\n  inputs")));
        assertThat(after.machine.equals(BEFORE.machine)).isEqualTo(!which.equals("machine"));
        assertThat(after.software.equals(BEFORE.software)).isEqualTo(!which.equals("software"));
        assertThat(after.declaration).isNotEqualTo(BEFORE.declaration);
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
        region: RegionOne     | region: RegionOne, agentUrl: https://headrace.example.org
        region: RegionOne     | region: RegionOne, address: public
        region: RegionOne     | region: RegionOne, limits: {instances: 9}
        name: geneva}         | name: geneva, title: Our cloud}
        [curl]                | [curl, curl]
        """)
    void change_thatMovesNothing_changesNoHash(String old, String replacement) {
        String text = replacement.startsWith("region")
                ? Fixtures.LAMP.replace(old, replacement.replace(", ", "\n  ").replace("{instances", "{instances"))
                : Fixtures.LAMP.replace(old, replacement);
        assertThat(hashes(text)).isEqualTo(BEFORE);
    }

    private static Three hashes(String text) {
        Compilation compilation = Fixtures.compiler().compile(new InMemoryTree().with("f.yaml", text));
        Declaration run = Fixtures.run(compilation, "production");
        Node web = run.node("web").orElseThrow();
        return new Three(web.sites().getFirst().machineHash(), web.software().hash(), run.hash());
    }
}
