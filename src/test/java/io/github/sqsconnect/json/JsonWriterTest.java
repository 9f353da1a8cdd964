package io.github.sqsconnect.json;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;

class JsonWriterTest {
  private static final MemberRules WITHOUT_A =
      MemberRules.of(List.of("a"), List.of(), List.of("k.*"), List.of("n"), Int64Form.STRING);

  @Test
  void canonicalTextIsCopiedAndOtherTextIsRewritten() {
    assertThat(written("{\"a\":[1,2]}", MemberRules.NEUTRAL)).isEqualTo("{\"a\":[1,2]}");
    assertThat(written(" {\"b\" : [ 1, null ] , \"c\":null}", MemberRules.NEUTRAL))
        .isEqualTo("{\"b\":[1,null]}");
  }

  @Test
  void rulesDecideAboutExclusionNullAndIntegers() {
    assertThat(written("{\"a\":1,\"b\":null,\"k\":{\"x\":null},\"n\":1}", WITHOUT_A))
        .isEqualTo("{\"k\":{\"x\":null},\"n\":\"1\"}");
  }

  @Test
  void membersAreWrittenWithoutBraces() {
    assertThat(members("{\"b\":1,\"c\":2}", MemberRules.NEUTRAL)).isEqualTo("true \"b\":1,\"c\":2");
    assertThat(members("{\"a\":1, \"b\":2}", WITHOUT_A)).isEqualTo("true \"b\":2");
    assertThat(members("{\"a\":1}", WITHOUT_A)).isEqualTo("false ");
    assertThat(members("{}", MemberRules.NEUTRAL)).isEqualTo("false ");
  }

  @Test
  void commaStandsOnlyBeforeAMemberThatIsWritten() {
    assertThat(member("{\"a\":1}", true)).isEqualTo("false ");
    assertThat(member("{\"b\":null}", true)).isEqualTo("false ");
    assertThat(member("{\"b\":2}", true)).isEqualTo("true ,\"b\":2");
    assertThat(member("{\"b\":2}", false)).isEqualTo("true \"b\":2");
  }

  private static String written(String json, MemberRules rules) {
    return ParsedJson.write(ParsedJson.parse(json), rules);
  }

  private static String members(String json, MemberRules rules) {
    JsonDocument document = ParsedJson.parse(json);
    JsonBuffer out = new JsonBuffer();
    boolean any = JsonWriter.writeMembers(document, document.root(), out, rules);
    return any + " " + out.text(0);
  }

  private static String member(String json, boolean comma) {
    JsonDocument document = ParsedJson.parse(json);
    JsonBuffer out = new JsonBuffer();
    int name = document.firstName(document.root());
    boolean any = JsonWriter.writeMember(document, name, out, WITHOUT_A, comma);
    return any + " " + out.text(0);
  }
}
