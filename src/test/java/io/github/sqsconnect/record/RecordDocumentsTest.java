package io.github.sqsconnect.record;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.github.sqsconnect.json.JsonDocument;
import io.github.sqsconnect.json.ParsedJson;
import java.util.Map;
import org.apache.kafka.connect.sink.SinkRecord;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

class RecordDocumentsTest {
  private final RecordDocuments data = new RecordDocuments(ParsedJson.parse("{}"));

  @Test
  void keyIsReadFromTextBytesAndConnectData() {
    for (Object key : new Object[] {"{\"a\":1}", "{\"a\":1}".getBytes(UTF_8), Map.of("a", 1)}) {
      reset(key);

      assertThat(literal(data.key())).isEqualTo("{\"a\":1}");
    }
  }

  @Test
  void keyThatIsMissingOrNoJsonIsNoDocument() {
    reset("no JSON");
    assertThat(data.key()).isNull();
    assertThat(data.key()).as("asked again").isNull();
    assertThat(data.keyText()).isEqualTo("no JSON");

    reset(null);
    assertThat(data.key()).isNull();
    assertThat(data.keyText()).isNull();
    assertThat(data.keyAsText()).isNull();
    assertThat(data.keyOfGroup()).isNull();
  }

  @Test
  void onlyTheKeyOfAGroupHasNormalizedIntegers() {
    reset(42.0);

    assertThat(data.keyText()).isEqualTo("42.0");
    assertThat(data.keyOfGroup()).isEqualTo("42");
    assertThat(literal(data.keyAsText())).isEqualTo("\"42.0\"");
  }

  @Test
  void nextRecordHasItsOwnKeyHeadersAndNumber() {
    SinkRecord first = record("1");
    first.headers().addString("h", "first");
    data.reset(first);
    data.key();
    data.keyText();
    data.keyOfGroup();
    data.header("h");
    long number = data.number();

    data.reset(record("2"));

    assertThat(literal(data.key())).isEqualTo("2");
    assertThat(data.keyText()).isEqualTo("2");
    assertThat(data.keyOfGroup()).isEqualTo("2");
    assertThat(data.header("h")).isNull();
    assertThat(data.number()).isNotEqualTo(number);
  }

  @Test
  void lastHeaderOfANameWinsAlsoIfItIsNull() {
    SinkRecord record = record(null);
    record.headers().addString("h", "1").addString("h", "2").addString("n", "1").add("n", null);
    data.reset(record);

    assertThat(literal(data.header("h"))).isEqualTo("\"2\"");
    assertThat(data.header("n")).isNull();
  }

  @Test
  void documentsOfTwoHeadersAreIndependent() {
    SinkRecord record = record(null);
    record.headers().addInt("a", 1).addInt("b", 2);
    data.reset(record);

    JsonDocument a = data.header("a");
    data.header("b");

    assertThat(literal(a)).isEqualTo("1");
    assertThat(data.header("a")).as("read once").isSameAs(a);
  }

  @Test
  void withoutRecordThereIsNothingToRead() {
    assertThatThrownBy(data::key).isInstanceOf(IllegalStateException.class);
  }

  private void reset(@Nullable Object key) {
    data.reset(record(key));
  }

  private static SinkRecord record(@Nullable Object key) {
    return TestRecords.record(TestRecords.POSITION, key, null, "{}");
  }

  private static @Nullable String literal(@Nullable JsonDocument document) {
    return document == null ? null : document.literal(document.root());
  }
}
