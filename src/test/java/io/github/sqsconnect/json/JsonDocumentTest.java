package io.github.sqsconnect.json;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class JsonDocumentTest {
  @Test
  void documentHasNothingOfTheTextThatWasReadBefore() {
    JsonDocument document = new JsonDocument();
    JsonReader reader = new JsonReader(document);
    reader.read("{\"a\":[1,\"\\u0041\"]}");
    reader.read("[2]");

    assertThat(ParsedJson.write(document)).isEqualTo("[2]");
  }

  @Test
  void locationIsTheJsonPointerOfANode() {
    JsonDocument document = ParsedJson.parse("{\"a/b\":{\"~\":[0,{\"c\":null}]}}");
    int inner = document.member(document.root(), Name.of("a/b"));
    int array = document.member(inner, Name.of("~"));
    int second = document.nextElement(array, document.firstElement(array));
    assertThat(document.location(document.root())).isEqualTo("the root");
    assertThat(document.location(second)).isEqualTo("/a~1b/~0/1");
    assertThat(document.member(second, Name.of("c"))).isEqualTo(JsonDocument.NONE);
    assertThat(document.hasMembers(second)).isFalse();
  }

  @Test
  void nullMemberIsAbsentButStaysInTheIndex() {
    JsonDocument document = ParsedJson.parse("{\"n\":null,\"a\":1}");
    int root = document.root();

    assertThat(document.string(document.firstName(root))).isEqualTo("n");
    assertThat(document.member(root, Name.of("n"))).isEqualTo(JsonDocument.NONE);
    assertThat(document.hasMembers(root)).isTrue();
  }

  @Test
  void stringsAreReadWithoutTheirEscapes() {
    JsonDocument document = ParsedJson.parse("\"\\u00e9\\n\\\"\\\\\\t\\uD83D\"");

    assertThat(document.string(document.root())).isEqualTo("\u00e9\n\"\\\t\uD83D");
    assertThat(document.isString(document.root(), Name.of("\u00e9\n\"\\\t\uD83D"))).isTrue();
    assertThat(document.isString(document.root(), Name.of("x"))).isFalse();
  }

  @Test
  void longNamesAreCutInLocations() {
    JsonDocument document = ParsedJson.parse("{\"" + "n".repeat(65) + "\":[1]}");
    int array = document.value(document.firstName(document.root()));

    assertThat(document.location(document.firstElement(array)))
        .isEqualTo("/" + "n".repeat(64) + "…/0");
  }
}
