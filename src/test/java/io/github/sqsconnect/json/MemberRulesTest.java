package io.github.sqsconnect.json;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.sqsconnect.event.Int64Members;
import java.util.List;
import org.junit.jupiter.api.Test;

/** Which members the rules leave out, keep or write in another form. */
class MemberRulesTest {
  @Test
  void formatPathsNameTheirArraysAndUserPathsGoThroughAll() {
    MemberRules rules =
        MemberRules.of(
            List.of("a.x", "g.*"),
            List.of("a[].off"),
            List.of(),
            List.of("n", "a[].n", "m.*.n"),
            Int64Form.STRING);
    assertThat(
            copied(
                "{\"n\":1,\"a\":[{\"n\":1,\"x\":1,\"off\":1},[{\"n\":1,\"x\":1,\"off\":1}]]}",
                rules))
        .isEqualTo("{\"n\":\"1\",\"a\":[{\"n\":\"1\"},[{\"n\":1,\"off\":1}]]}");
    assertThat(copied("{\"n\":[1],\"a\":{\"n\":1,\"x\":1,\"off\":1}}", rules))
        .isEqualTo("{\"n\":[1],\"a\":{\"n\":1,\"off\":1}}");
    assertThat(copied("{\"m\":{\"p\":{\"n\":1},\"*\":{\"n\":2}},\"g\":{\"*\":1,\"b\":2}}", rules))
        .isEqualTo("{\"m\":{\"p\":{\"n\":\"1\"},\"*\":{\"n\":\"2\"}},\"g\":{\"b\":2}}");
    assertThat(copied("{\"a\":{\"x\":1},\"x\":{\"x\":1}}", rules))
        .isEqualTo("{\"a\":{},\"x\":{\"x\":1}}");
  }

  @Test
  void rulesWithoutAnyPathAreNeutral() {
    assertThat(
            MemberRules.of(List.of(), List.of(), List.of(), Int64Members.PATHS, Int64Form.KEEP)
                .isNeutral())
        .isTrue();
  }

  @Test
  void nullMembersStayWherePathsLeadAndNothingElseChanges() {
    MemberRules rules =
        MemberRules.of(
            List.of("t.off"), List.of(), List.of("t.*", "e[].n"), List.of(), Int64Form.KEEP);
    String text =
        "{\"t\":{\"a\":null,\"off\":null,\"b\":{\"c\":null}},\"n\":null,\"e\":[{\"n\":null,\"o\":null}]}";
    assertThat(copied(text, rules)).isEqualTo("{\"t\":{\"a\":null,\"b\":{}},\"e\":[{\"n\":null}]}");
    assertThat(rules.copiesText()).isFalse();
    MemberRules onlyNulls =
        MemberRules.of(List.of(), List.of(), List.of("t.*"), List.of(), Int64Form.KEEP);
    assertThat(onlyNulls.copiesText()).isTrue();
    assertThat(onlyNulls.isNeutral()).isFalse();
  }

  private static String copied(String json, MemberRules rules) {
    return ParsedJson.write(ParsedJson.parse(json), rules);
  }
}
