package io.github.sqsconnect.record;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.sqsconnect.json.JsonDocument;
import io.github.sqsconnect.json.JsonReader;
import io.github.sqsconnect.json.ScalarText;
import java.util.List;
import java.util.Map;
import org.apache.kafka.connect.sink.SinkRecord;
import org.junit.jupiter.api.Test;

/** What a path and a template read from a record. */
class TemplateTest {
  @Test
  void longestHeaderNameWinsAndTheRestIsAPath() {
    var record =
        TestRecords.record(TestRecords.POSITION, "{\"k\":{\"v\":5}}", null, "{\"a\":{\"b\":1}}");
    record.headers().add("h", Map.of("x", Map.of("y", "short")), null);
    record
        .headers()
        .addString("h.x", "exact")
        .addString("twice", "first")
        .addString("twice", "last");
    assertThat(
            shown(
                "${header.h.x}|${header.twice}|${value.a.b}|${value.a}|${key}|${topic}-${partition}$",
                record))
        .isEqualTo("exact|last|1||{\"k\":{\"v\":5}}|orders-3$");
    assertThat(found("key:k.v", record)).isEqualTo("5");
    assertThat(found("key:k.none", record)).isNull();
    assertThat(found("header:none", record)).isNull();
    assertThat(found("a.b.c", record)).isNull();
    record.headers().remove("h.x");
    assertThat(found("header:h.x.y", record)).isEqualTo("short");
  }

  private static RecordDocuments dataOf(SinkRecord record, JsonDocument document) {
    new JsonReader(document).read((String) record.value());
    RecordDocuments data = new RecordDocuments(document);
    data.reset(record);
    return data;
  }

  private static String shown(String template, SinkRecord record) {
    JsonDocument document = new JsonDocument();
    return new Template(template).render(dataOf(record, document), document.root(), null);
  }

  private static String found(String path, SinkRecord record) {
    JsonDocument document = new JsonDocument();
    RecordPaths paths = new RecordPaths(List.of(FieldPath.of(path)));
    paths.find(dataOf(record, document), document.root());
    FoundValue found = paths.at(0);
    return found == null ? null : ScalarText.text(found.document(), found.node());
  }
}
