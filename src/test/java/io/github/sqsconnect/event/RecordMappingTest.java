package io.github.sqsconnect.event;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.github.sqsconnect.json.JsonDocument;
import io.github.sqsconnect.json.ParsedJson;
import io.github.sqsconnect.json.RejectedRecordException;
import io.github.sqsconnect.record.RecordDocuments;
import io.github.sqsconnect.record.TestRecords;
import org.junit.jupiter.api.Test;

class RecordMappingTest {
  @Test
  void settingsAssignMembersToPlacesAndTheRestBecomesAttributes() {
    assertThat(
            mapped(
                "{\"e\":\"Bought\",\"t\":1764025200,\"i\":\"o-1\",\"s\":9,\"u\":42.0,\"mail\":\"a@b\",\"plan\":[1,\"x\"],\"os\":\"iOS\",\"rest\":{\"a\":1}}",
                "name.path",
                "e",
                "timestamp.path",
                "t",
                "id.path",
                "i",
                "session.path",
                "s",
                "mpid.path",
                "u",
                "identities",
                "email=mail",
                "user.attributes",
                "plan=plan",
                "device",
                "platform=os"))
        .isEqualTo(
            "{\"events\":[{\"data\":{\"event_name\":\"Bought\",\"custom_event_type\":\"other\","
                + "\"timestamp_unixtime_ms\":1764025200000,\"source_message_id\":\"o-1\",\"session_uuid\":\"9\","
                + "\"custom_attributes\":{\"rest.a\":\"1\"}},\"event_type\":\"custom_event\"}],\"mpid\":42,"
                + "\"device_info\":{\"platform\":\"iOS\"},\"user_attributes\":{\"plan\":[1,\"x\"]},"
                + "\"user_identities\":{\"email\":\"a@b\"}}");
  }

  @Test
  void blankTextCountsAsAbsent() {
    String mapped =
        mapped(
            "{\"e\":\" \",\"t\":\"\",\"u\":\"\",\"mail\":\" \"}",
            "name.path",
            "e",
            "timestamp.path",
            "t",
            "mpid.path",
            "u",
            "identities",
            "email=mail");

    assertThat(mapped)
        .contains("\"event_name\":\"orders\"")
        .doesNotContain("timestamp_unixtime_ms")
        .doesNotContain("mpid")
        .doesNotContain("user_identities");
  }

  @Test
  void valueThatDoesNotFitItsPlaceIsRejected() {
    assertRejected("no user id at /u", "{\"u\":\"x\"}", "mpid.path", "u");
    assertRejected(
        "unreadable value at /t: found a boolean", "{\"t\":true}", "timestamp.path", "t");
    assertRejected("unknown word at /y. Allowed: ", "{\"y\":\"purchase\"}", "type.path", "y");
    assertRejected("unreadable value at /d: found an array", "{\"d\":[1]}", "device", "platform=d");
    assertRejected(
        "Allowed: a scalar or a list of scalars", "{\"p\":[[1]]}", "user.attributes", "plan=p");
  }

  private static void assertRejected(String reason, String json, String... settings) {
    assertThatThrownBy(() -> mapped(json, settings))
        .isInstanceOf(RejectedRecordException.class)
        .hasMessageContaining(reason);
  }

  private static String mapped(String json, String... settings) {
    String[] keysAndValues = settings.clone();
    for (int i = 0; i < settings.length; i += 2) {
      keysAndValues[i] = "event.record." + settings[i];
    }
    JsonDocument document = ParsedJson.parse(json);
    RecordDocuments data = new RecordDocuments(document);
    data.reset(TestRecords.record(TestRecords.POSITION, null, null, json));
    RecordMapping mapping =
        new RecordMapping(TestEventConverter.settings(keysAndValues).record(), new IdGenerator(""));
    mapping.begin();
    JsonDocument batch = mapping.map(data, document.root(), TestRecords.POSITION, 0);
    return batch.literal(batch.root());
  }
}
