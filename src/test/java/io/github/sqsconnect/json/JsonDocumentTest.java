package io.github.sqsconnect.json;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;

/** Navigates, copies and rewrites an index. */
class JsonDocumentTest {
  @Test
  void tidiedDocumentSaysTheSameAndIsOneText() {
    MemberRules tags =
        MemberRules.of(List.of(), List.of(), List.of("t.*"), List.of(), Int64Form.KEEP);
    for (String text :
        List.of(
            "{}",
            "[ ]",
            "[ 1 , \"a\\u0062\" , [ ] , { } , null ]",
            "{\"t\" : {\"a\": null, \"b\":[1,2] }, \"u\":{\"x\":1}, \"n\":null}",
            "{\"t\":{\"a\":1,\"b\":2,\"a\":null},\"a\":1,\"a\":{ \"b\":[null, true ]},\"t\":{\"c\":null}}")) {
      JsonDocument document = new JsonDocument();
      new JsonReader(document).read(text);
      JsonCanonicalizer.canonicalize(document);
      int root = document.root();
      assertThat(document.literal(root)).isEqualTo(copied(text, MemberRules.NEUTRAL));
      for (MemberRules rules : List.of(MemberRules.NEUTRAL, tags)) {
        JsonBuffer out = new JsonBuffer();
        JsonWriter.write(document, root, out, rules);
        assertThat(out.text(0)).isEqualTo(copied(text, rules));
      }
    }
  }

  @Test
  void documentIsReadAgainAsIfItWereNew() {
    JsonDocument document = new JsonDocument();
    JsonReader reader = new JsonReader(document);
    reader.read("{\"a\":[1,\"\\u0041\"]}");
    reader.read("[2]");
    JsonBuffer out = new JsonBuffer();
    JsonWriter.write(document, document.root(), out, MemberRules.NEUTRAL);
    assertThat(out.text(0)).isEqualTo("[2]");
  }

  @Test
  void locationIsTheJsonPointerOfANode() {
    JsonDocument document = new JsonDocument();
    new JsonReader(document).read("{\"a/b\":{\"~\":[0,{\"c\":null}]}}");
    int inner = document.member(document.root(), Name.of("a/b"));
    int array = document.member(inner, Name.of("~"));
    int second = document.nextElement(array, document.firstElement(array));
    assertThat(document.location(document.root())).isEqualTo("the root");
    assertThat(document.location(second)).isEqualTo("/a~1b/~0/1");
    assertThat(document.member(second, Name.of("c"))).isEqualTo(JsonDocument.NONE);
    assertThat(document.hasMembers(second)).isFalse();
  }

  private static String copied(String json, MemberRules rules) {
    JsonDocument document = new JsonDocument();
    new JsonReader(document).read(json);
    JsonBuffer out = new JsonBuffer();
    JsonWriter.write(document, document.root(), out, rules);
    return out.text(0);
  }
}
