package io.headrace.blueprint;

import io.headrace.model.Cloud;
import io.headrace.model.Cloud.AddressKind;
import io.headrace.model.Policy;
import io.headrace.model.Site;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.junit.jupiter.api.Test;

import static io.headrace.blueprint.Fixtures.LAMP;
import static io.headrace.blueprint.Fixtures.component;
import static io.headrace.blueprint.Fixtures.problems;
import static org.assertj.core.api.Assertions.assertThat;

final class CloudsTest {

    private static final String CLOUD = "apiVersion: headrace.io/v1\nkind: Cloud\nmetadata: {name: geneva}\nspec: ";
    private static final String RUN = "---\napiVersion: headrace.io/v1\nkind: Run\nmetadata: {name: r}\nspec: ";

    @Test
    void cloud_thatIsDeclared_isResolvedWithItsMachines() {
        Compilation compilation = Fixtures.compiler().compile(new InMemoryTree().with("f.yaml", LAMP));
        List<Site> sites = Fixtures.run(compilation, "production").node("web").orElseThrow().sites();
        assertThat(sites).extracting(Site::cloud)
                .containsExactly(new Cloud("geneva", "openstack-nova", "https://keystone.example.org:5000/v3",
                        "RegionOne", "geneva-robot", null, AddressKind.PRIVATE, "{\"networks\":[\"lab\"]}", null,
                        null));
        assertThat(sites.getFirst().machine().image()).isEqualTo("debian-12");
    }

    @Test
    void cloudNamedLocal_withoutItsConnector_isUnknown() {
        Compilation compilation = new Compiler(List.of(Fixtures.NOVA), Limits.DEFAULT).compile(
                new InMemoryTree().with("f.yaml", component("{}") + RUN + "{component: c, cloud: local}\n"));
        assertThat(compilation.problems()).extracting(Object::toString)
                .containsExactly("f.yaml:9:29: unknown Cloud 'local'; none is known");
        assertThat(compilation.desired().runs()).isEmpty();
    }

    @Test
    void connector_thatTheTenantMayNotUse_isRefusedWithTheReason() {
        Compiler compiler = new Compiler(List.of(), Map.of("local", "not for you", "openstack-nova", "switched off"),
                Limits.DEFAULT);
        assertThat(compiler.compile(new InMemoryTree().with("f.yaml",
                component("{}") + RUN + "{component: c, cloud: local}\n---\n" + CLOUD
                        + "{connector: openstack-nova}\n"))
                .problems()).extracting(Object::toString)
                .containsExactly("f.yaml:9:29: no Cloud 'local': not for you",
                        "f.yaml:14:19: Cloud 'geneva' cannot use the connector 'openstack-nova': switched off");
    }

    @Test
    void connector_thatIsUnknown_isRefused() {
        assertThat(problems(CLOUD + "{connector: openstack-nowa}\n")).containsExactly(
                "f.yaml:4:19: Cloud 'geneva' uses unknown connector 'openstack-nowa'; did you mean 'openstack-nova'?"
                        + " known: local, openstack-nova");
    }

    @Test
    void options_thatTheConnectorDoesNotKnow_areRefusedWhereTheyStand() {
        assertThat(problems(CLOUD + "{connector: openstack-nova, options: {networks: lab}}\n")).singleElement()
                .asString()
                .startsWith("f.yaml:4:45: options of Cloud 'geneva' (connector openstack-nova): ")
                .contains("string found, array expected");
        assertThat(problems(CLOUD + "{connector: openstack-nova}\n---\n" + component("{options: {spot: maybe}}") + RUN
                + "{component: c, cloud: geneva}\n")).singleElement()
                .asString()
                .startsWith("f.yaml:9:18: options of node 'main' on Cloud 'geneva' (connector openstack-nova): ")
                .contains("string found, boolean expected");
    }

    @Test
    void packages_whereNoneCanBeInstalled_areRefused() {
        assertThat(problems(component("{build: {packages: [curl]}}") + RUN + "{component: c, cloud: local}\n"))
                .singleElement()
                .asString()
                .startsWith(
                        "f.yaml:9:29: node 'main' needs packages (curl), and connector 'local' of Cloud 'local' cannot");
    }

    @Test
    void clouds_ofARun_areSpreadInTheirOrder() {
        Compilation compilation = Fixtures.compiler()
                .compile(
                        new InMemoryTree().with("f.yaml", CLOUD + "{connector: openstack-nova}\n---\n" + component("{}")
                                + RUN + "{component: c, cloud: [local, geneva]}\n"));
        assertThat(Fixtures.run(compilation, "r").nodes().getFirst().sites()).extracting(site -> site.cloud().name())
                .containsExactly("local", "geneva");
    }

    @Test
    void laterFields_areNotYetSupported() {
        assertThat(problems(component("{volumes: []}"))).containsExactly(
                "f.yaml:4:17: 'volumes' of Component 'c' is not yet supported; remove it");
        assertThat(problems(component("{}") + RUN
                + "{component: c, cloud: local, strategy: {type: rolling}}\n"))
                .containsExactly(
                        "f.yaml:9:53: 'type' of 'strategy' of Run 'r' cannot be 'rolling': not yet supported; known:"
                                + " in-place, recreate");
    }

    @Test
    void drift_ofEachKind_isKnown() {
        for (Policy.Drift drift : Policy.Drift.values()) {
            String word = drift.name().toLowerCase(Locale.ROOT);
            Compilation compilation = Fixtures.compiler()
                    .compile(new InMemoryTree().with("f.yaml",
                            component("{}") + RUN + "{component: c, cloud: local, drift: " + word + "}\n"));
            assertThat(Fixtures.run(compilation, "r").policy().drift()).isEqualTo(drift);
        }
    }
}
