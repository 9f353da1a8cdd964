package io.github.sqsconnect.record;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import io.github.sqsconnect.json.JsonDocument;
import io.github.sqsconnect.json.JsonReader;
import java.nio.ByteBuffer;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

class RecordContentTest {
  private final JsonDocument value = new JsonDocument();
  private final RecordDocuments data = new RecordDocuments(value);

  @Test
  void equalJsonHasOneHashHoweverItIsWritten() {
    assertThat(hash(null, " {\"a\" : 1, \"n\":null}")).isEqualTo(hash(null, "{\"a\":1}"));
    assertThat(hash(null, "{\"a\":2}")).isNotEqualTo(hash(null, "{\"a\":1}"));
  }

  @Test
  void keyIsPartOfTheContent() {
    long withoutKey = hash(null, "{}");

    assertThat(hash("", "{}")).isNotEqualTo(withoutKey).isNotEqualTo(hash("k", "{}"));
    assertThat(hash("k".getBytes(UTF_8), "{}")).isEqualTo(hash("k", "{}"));
    assertThat(hash(ByteBuffer.wrap("k".getBytes(UTF_8)), "{}")).isEqualTo(hash("k", "{}"));
    assertThat(hash("{ }", "{}")).as("text keys are not parsed").isNotEqualTo(hash("{}", "{}"));
    assertThat(hash(Map.of("a", 1), "{}")).isEqualTo(hash("{\"a\":1}", "{}"));
  }

  @Test
  void keysThatCannotBeReadHaveOneHash() {
    assertThat(hash(Map.of("a", new Object()), "{}"))
        .isEqualTo(hash(Map.of("b", Double.NaN), "{}"))
        .isNotEqualTo(hash(null, "{}"));
  }

  @Test
  void textIsHashedAsItIs() {
    data.reset(TestRecords.record(TestRecords.POSITION, null, null, "{ }"));

    data.content().resetToText("{ }");
    long text = data.content().hash();
    data.content().resetToText("{ }".getBytes(UTF_8));
    assertThat(data.content().hash()).isEqualTo(text);

    assertThat(text).isNotEqualTo(hash(null, "{ }"));
  }

  @Test
  void hashIsComputedOnceForARecord() {
    long before = hash(null, "{\"a\":1}");
    new JsonReader(value).read("{\"a\":2}");

    assertThat(data.content().hash()).isEqualTo(before);
    data.content().resetToJson();
    assertThat(data.content().hash()).isNotEqualTo(before);
  }

  private long hash(@Nullable Object key, String json) {
    new JsonReader(value).read(json);
    data.reset(TestRecords.record(TestRecords.POSITION, key, null, json));
    data.content().resetToJson();
    return data.content().hash();
  }
}
