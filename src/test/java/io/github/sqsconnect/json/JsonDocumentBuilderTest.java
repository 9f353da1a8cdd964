package io.github.sqsconnect.json;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class JsonDocumentBuilderTest {
  private final JsonDocument document = new JsonDocument();
  private final JsonDocumentBuilder builder = new JsonDocumentBuilder(document);

  /** Few names are compared pairwise, many by hash. */
  @ParameterizedTest
  @ValueSource(ints = {1, 2, 11, 12, 13, 100, 1_000})
  void lastOfTheMembersWithOneNameWinsAtThePlaceOfTheFirst(int others) {
    begin();
    member("twice", "1");
    for (int i = 0; i < others; i++) {
      member("n" + i, "0");
    }
    member("twice", "2");
    member("twice", "3");
    builder.close(0);

    int first = document.firstName(document.root());
    assertThat(document.string(first)).isEqualTo("twice");
    assertThat(document.literal(document.value(first))).isEqualTo("3");
    assertThat(countMembers()).isEqualTo(others + 1);
    assertThat(document.isCanonical(document.root())).isFalse();
  }

  @Test
  void everyOneOfManyDoubledNamesIsResolved() {
    begin();
    for (int i = 0; i < 2_000; i++) {
      member("n" + i % 1_000, Integer.toString(i));
    }
    builder.close(0);

    assertThat(countMembers()).isEqualTo(1_000);
  }

  @Test
  void distinctNamesLeaveTheObjectCanonical() {
    begin();
    member("a", "1");
    member("b", "2");
    builder.close(0);

    assertThat(document.isCanonical(document.root())).isTrue();
  }

  @Test
  void markBelowAContainerAppliesToAllAroundItAndNotToOthers() {
    begin();
    name("a");
    builder.open(JsonDocument.ARRAY | JsonDocument.IN_BUFFER, 0);
    builder.close(0);
    name("b");
    builder.open(JsonDocument.ARRAY | JsonDocument.IN_BUFFER, 0);
    builder.markNonCanonical();
    builder.close(0);
    builder.close(0);

    int root = document.root();
    assertThat(document.isCanonical(document.member(root, Name.of("a")))).isTrue();
    assertThat(document.isCanonical(document.member(root, Name.of("b")))).isFalse();
    assertThat(document.isCanonical(root)).isFalse();
  }

  @Test
  void locationIsThePointerOfTheMemberOrElementThatComesNext() {
    begin();
    assertThat(builder.location()).isEqualTo("the root");
    name("a/b");
    builder.open(JsonDocument.ARRAY | JsonDocument.IN_BUFFER, 0);
    scalar("0");
    assertThat(builder.location()).isEqualTo("/a~1b/1");
  }

  @Test
  void containersNestTo512Levels() {
    builder.reset(new byte[0]);
    for (int depth = 0; depth < 512; depth++) {
      assertThat(builder.open(JsonDocument.ARRAY, 0)).isTrue();
    }

    assertThat(builder.open(JsonDocument.ARRAY, 0)).isFalse();
    assertThat(builder.depth()).isEqualTo(512);
  }

  private void begin() {
    builder.reset(new byte[0]);
    builder.open(JsonDocument.OBJECT | JsonDocument.IN_BUFFER, 0);
  }

  private void member(String name, String number) {
    name(name);
    scalar(number);
  }

  private void name(String name) {
    int start = document.buffer.size();
    document.buffer.putString(name);
    builder.addNameFromBuffer(start);
  }

  private void scalar(String number) {
    int start = document.buffer.size();
    document.buffer.putAscii(number);
    builder.addFromBuffer(JsonDocument.NUMBER, start);
  }

  private int countMembers() {
    int count = 0;
    for (int name = document.firstName(document.root());
        name != JsonDocument.NONE;
        name = document.nextName(document.root(), name)) {
      count++;
    }
    return count;
  }
}
