package io.github.sqsconnect.record;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.sqsconnect.json.Name;
import io.github.sqsconnect.json.ParsedJson;
import java.util.Arrays;
import java.util.Map;
import org.apache.kafka.connect.sink.SinkRecord;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

class FieldPathTest {
  @Test
  void pathWithoutPrefixIsInTheValue() {
    FieldPath path = FieldPath.of("a..key:b");

    assertThat(path.isInValue()).isTrue();
    assertThat(Arrays.stream(path.segments()).map(Name::text)).containsExactly("a", "", "key:b");
    assertThat(FieldPath.of("key:a").isInValue()).isFalse();
    assertThat(FieldPath.of("header:a").isInValue()).isFalse();
  }

  @Test
  void pathInTheKeyReadsItAsJsonAndTheWholeKeyAsText() {
    assertThat(found("key:a.b", "{\"a\":{\"b\":5}}")).isEqualTo("5 the key at /a/b");
    assertThat(found("key:", "{\"a\":1}")).isEqualTo("\"{\\\"a\\\":1}\" the key");
    assertThat(found("key:a", "no JSON")).isNull();
    assertThat(found("key:", (String) null)).isNull();
  }

  @Test
  void absentNullAndScalarParentsAreNotFound() {
    String key = "{\"a\":{\"b\":null},\"s\":1}";

    assertThat(found("key:a.b", key)).isNull();
    assertThat(found("key:a.c", key)).isNull();
    assertThat(found("key:s.x", key)).isNull();
  }

  @Test
  void longestHeaderNameWinsAndTheRestIsAPath() {
    SinkRecord record = TestRecords.record(TestRecords.POSITION, null, null, "{}");
    record.headers().add("h", Map.of("x", Map.of("y", "short")), null);
    record.headers().addString("h.x", "exact");

    assertThat(found("header:h.x", record)).isEqualTo("\"exact\" the header h.x");
    assertThat(found("header:h.x.y", record)).as("the text of h.x has no members").isNull();
    record.headers().remove("h.x");
    assertThat(found("header:h.x.y", record)).isEqualTo("\"short\" the header h at /x/y");
    assertThat(found("header:other", record)).isNull();
  }

  private static @Nullable String found(String path, @Nullable String key) {
    return found(path, TestRecords.record(TestRecords.POSITION, key, null, "{}"));
  }

  private static @Nullable String found(String path, SinkRecord record) {
    RecordDocuments data = new RecordDocuments(ParsedJson.parse("{}"));
    data.reset(record);
    FoundValue found = FieldPath.of(path).findBeside(data);
    return found == null ? null : found.document().literal(found.node()) + " " + found.place();
  }
}
