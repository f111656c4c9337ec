package io.headrace.model;

import io.headrace.model.Template.Reference;
import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;

final class TemplateTest {

    @Test
    void template_withReferences_isRenderedWithTheirValues() {
        Template url = new Template("http://${lb.address}/?all=${web.*.address}");
        assertThat(url.references()).containsExactly(new Reference("lb", false, "address"),
                new Reference("web", true, "address"));
        assertThat(url.render(one -> one.all() ? "a b" : "x")).isEqualTo("http://x/?all=a b");
    }

    @Test
    void template_withAnEscapedMark_keepsTheMark() {
        assertThat(new Template("$${db.address} costs $5").render(one -> "no")).isEqualTo("${db.address} costs $5");
    }

    @Test
    void literal_ofAnyText_rendersAsThatText() {
        String text = "${jndi:ldap://x} $${y} \\$ ${";
        assertThat(Template.literal(text).render(one -> "no")).isEqualTo(text);
    }

    @Test
    void values_thatLookLikeReferences_areNotEvaluatedAgain() {
        assertThat(new Template("${a.b}").render(one -> "${a.b}$1")).isEqualTo("${a.b}$1");
    }
}
