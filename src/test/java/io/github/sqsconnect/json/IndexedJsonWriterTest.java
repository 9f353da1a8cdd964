package io.github.sqsconnect.json;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.api.Test;

class IndexedJsonWriterTest {
  private final JsonDocument document = new JsonDocument();
  private final IndexedJsonWriter writer = new IndexedJsonWriter(document);

  /** The index of the parsed text is the reference. */
  @Test
  void textAndIndexAreThoseOfTheParsedText() {
    String text = "{\"a\":[1,\"x\",[],{}],\"b\":{\"c\":true,\"d\":-1.5},\"e\":[null,false]}";
    JsonDocument parsed = ParsedJson.parse(text);
    writer.reset();

    writer.openObject();
    writer.name("a");
    writer.openArray();
    writer.integer(1);
    writer.string("x");
    writer.openArray();
    writer.closeArray();
    writer.openObject();
    writer.closeObject();
    writer.closeArray();
    writer.name("b");
    writer.openObject();
    writer.name("c");
    writer.bool(true);
    writer.name("d");
    writer.number("-1.5", false);
    writer.closeDistinctObject();
    writer.name("e");
    writer.openArray();
    writer.nullValue();
    writer.bool(false);
    writer.closeArray();
    writer.closeObject();

    assertThat(document.literal(document.root())).isEqualTo(text);
    assertThat(document.isCanonical(document.root())).isTrue();
    int end = document.next(document.root());
    assertThat(end).isEqualTo(parsed.next(parsed.root()));
    for (int i = 0; i < end; i++) {
      assertThat(document.nodes[i] & ~JsonDocument.IN_BUFFER)
          .as("int %s of the index", i)
          .isEqualTo(parsed.nodes[i] & ~JsonDocument.IN_BUFFER);
    }
  }

  @Test
  void nullMemberMakesItsObjectNonCanonical() {
    writer.reset();
    writer.openObject();
    writer.name("a");
    writer.nullMember();
    writer.closeObject();

    assertThat(document.isCanonical(document.root())).isFalse();
    assertThat(ParsedJson.write(document)).isEqualTo("{}");
  }

  @Test
  void memberThatIsWrittenTwiceHasItsLastValue() {
    writer.reset();
    writer.openObject();
    writer.name("a");
    writer.integer(1);
    writer.name("a");
    writer.integer(2);
    writer.closeObject();

    assertThat(ParsedJson.write(document)).isEqualTo("{\"a\":2}");
  }

  @Test
  void scalarOfAnotherDocumentIsCopiedWithItsKind() {
    JsonDocument other = ParsedJson.parse("[12,\"\\u0041\",1.5]");
    writer.reset();
    writer.openArray();
    for (int element = other.firstElement(other.root());
        element != JsonDocument.NONE;
        element = other.nextElement(other.root(), element)) {
      writer.scalar(other, element);
    }
    writer.closeArray();

    assertThat(document.literal(document.root())).isEqualTo("[12,\"A\",1.5]");
    int first = document.firstElement(document.root());
    assertThat(document.isInteger(first)).isTrue();
    assertThat(document.describe(document.nextElement(document.root(), first)))
        .isEqualTo("a string");
  }

  @Test
  void resetWriterStartsANewValueAlsoAfterAnOpenObject() {
    writer.reset();
    writer.openObject();
    writer.name("a");
    writer.integer(1);

    writer.reset();
    writer.string("x");

    assertThat(document.literal(document.root())).isEqualTo("\"x\"");
    assertThat(writer.buffer().text(0)).isEqualTo("\"x\"");
  }

  @Test
  void nestingDeeperThan512IsRejected() {
    writer.reset();
    for (int depth = 0; depth < 512; depth++) {
      writer.openArray();
    }

    assertThatThrownBy(writer::openArray)
        .isInstanceOf(RejectedRecordException.class)
        .hasMessageContaining("nesting deeper than 512");
  }
}
