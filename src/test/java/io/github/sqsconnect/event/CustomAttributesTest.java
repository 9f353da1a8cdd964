package io.github.sqsconnect.event;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.github.sqsconnect.json.IndexedJsonWriter;
import io.github.sqsconnect.json.JsonDocument;
import io.github.sqsconnect.json.ParsedJson;
import io.github.sqsconnect.json.RejectedRecordException;
import io.github.sqsconnect.record.FieldPath;
import io.github.sqsconnect.record.RecordDocuments;
import io.github.sqsconnect.record.RecordPaths;
import io.github.sqsconnect.record.TestRecords;
import java.util.List;
import org.junit.jupiter.api.Test;

class CustomAttributesTest {
  @Test
  void membersAreTextUnderTheirJoinedNames() {
    assertThat(written("{\"a\":{\"b\":{\"c\":1.50,\"d\":true}},\"e\":\"x\\ny\",\"n\":null}"))
        .isEqualTo("{\"a.b.c\":\"1.50\",\"a.b.d\":\"true\",\"e\":\"x\\ny\"}");
  }

  @Test
  void arraysAndObjectsWithoutMembersAreJson() {
    assertThat(written("{\"a\":[ 1,{\"b\":null}],\"o\":{},\"p\":{\"n\":null}}"))
        .isEqualTo("{\"a\":\"[1,{}]\",\"o\":\"{}\",\"p\":\"{}\"}");
  }

  @Test
  void valuesThatOtherSettingsUseAreLeftOut() {
    assertThat(written("{\"user\":7,\"a\":1}")).isEqualTo("{\"a\":\"1\"}");
  }

  @Test
  void pathsSelectMembersAndAllBelowThem() {
    String record = "{\"a\":{\"b\":{\"c\":1,\"d\":2},\"e\":3},\"f\":4}";

    assertThat(written(record, "attributes.include", "a.b"))
        .isEqualTo("{\"a.b.c\":\"1\",\"a.b.d\":\"2\"}");
    assertThat(written(record, "attributes.exclude", "a.b"))
        .isEqualTo("{\"a.e\":\"3\",\"f\":\"4\"}");
  }

  @Test
  void twoMembersWithOneFlattenedNameAreRejected() {
    assertThatThrownBy(() -> written("{\"a.b\":1,\"a\":{\"b\":2}}"))
        .isInstanceOf(RejectedRecordException.class)
        .hasMessageContaining("flatten to one custom attribute, at /a/b");
  }

  private static String written(String json, String... setting) {
    JsonDocument document = ParsedJson.parse(json);
    RecordDocuments data = new RecordDocuments(document);
    data.reset(TestRecords.record(TestRecords.POSITION, null, null, json));
    RecordPaths used = new RecordPaths(List.of(FieldPath.of("user")));
    used.find(data, document.root());
    used.take(0);

    String[] settings =
        setting.length == 0 ? setting : new String[] {"event.record." + setting[0], setting[1]};
    JsonDocument target = new JsonDocument();
    IndexedJsonWriter out = new IndexedJsonWriter(target);
    out.reset();
    out.openObject();
    new CustomAttributes(TestEventConverter.settings(settings).record())
        .write(document, document.root(), used, out);
    out.closeObject();
    return target.literal(target.root());
  }
}
