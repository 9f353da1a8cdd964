package io.github.sqsconnect.json;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;

class JsonCanonicalizerTest {
  @Test
  void canonicalDocumentHasTheSameContentInOneText() {
    MemberRules keepNulls =
        MemberRules.of(List.of(), List.of(), List.of("t.*"), List.of(), Int64Form.KEEP);
    for (String text :
        List.of(
            "{}",
            "[ ]",
            "[ 1 , \"a\\u0062\" , [ ] , { } , null ]",
            "{\"t\" : {\"a\": null, \"b\":[1,2] }, \"u\":{\"x\":1}, \"n\":null}",
            "{\"t\":{\"a\":1,\"b\":2,\"a\":null},\"a\":1,\"a\":{ \"b\":[null, true ]},\"t\":{\"c\":null}}")) {
      JsonDocument document = ParsedJson.parse(text);

      JsonCanonicalizer.canonicalize(document);

      String canonical = ParsedJson.write(ParsedJson.parse(text));
      assertThat(document.literal(document.root())).isEqualTo(canonical);
      for (MemberRules rules : List.of(MemberRules.NEUTRAL, keepNulls)) {
        assertThat(ParsedJson.write(document, rules))
            .isEqualTo(ParsedJson.write(ParsedJson.parse(text), rules));
      }
    }
  }

  @Test
  void canonicalTextIsNotCopied() {
    JsonDocument document = ParsedJson.parse("{\"a\":[1]}");

    JsonCanonicalizer.canonicalize(document);

    assertThat(document.buffer.size()).isZero();
  }

  @Test
  void nodesPointToTheNewText() {
    JsonDocument document = ParsedJson.parse("{\"n\":null, \"a\" : [ 1, {\"b\" : 2} ] }");

    JsonCanonicalizer.canonicalize(document);

    int array = document.member(document.root(), Name.of("a"));
    assertThat(document.literal(array)).isEqualTo("[1,{\"b\":2}]");
    assertThat(document.isCanonical(array)).isTrue();
    int name = document.nextName(document.root(), document.firstName(document.root()));
    assertThat(document.text(name)).isSameAs(document.buffer.bytes());
    assertThat(document.isCanonical(document.root())).as("a null was left out").isFalse();
  }
}
