package io.github.sqsconnect.event;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.sqsconnect.config.EventSettings;
import io.github.sqsconnect.json.JsonBuffer;
import io.github.sqsconnect.json.JsonDocument;
import io.github.sqsconnect.json.Name;
import io.github.sqsconnect.json.ParsedJson;
import io.github.sqsconnect.record.TestRecords;
import org.junit.jupiter.api.Test;

class BatchMembersWriterTest {
  @Test
  void missingMembersAreAddedInTheirPlaces() {
    assertThat(written("{}", "event.environment", "production"))
        .isEqualTo(
            ",\"timestamp_unixtime_ms\":1764025200123,\"batch_id\":99,#ID#,\"message_type\":\"events\","
                + "\"schema_version\":2,\"environment\":\"production\","
                + "\"source_info\":{\"channel\":\"server_to_server\"}");
  }

  @Test
  void ownMembersStayAndUnknownOnesFollow() {
    assertThat(
            written(
                "{\"z\":1,\"source_info\":{},\"environment\":\"e\",\"batch_id\":1,\"timestamp_unixtime_ms\":2,\"mpid\":3}"))
        .isEqualTo(
            ",\"mpid\":3,\"timestamp_unixtime_ms\":2,\"batch_id\":1,#ID#,\"message_type\":\"events\","
                + "\"schema_version\":2,\"environment\":\"e\",\"source_info\":{},\"z\":1");
  }

  @Test
  void identitiesOfTheObjectFormBecomeAnArray() {
    assertThat(written("{\"user_identities\":{\"email\":\"a@b\",\"other\":null}}"))
        .contains(
            "\"user_identities\":[{\"identity_type\":\"email\",\"identity\":\"a@b\","
                + "\"timestamp_unixtime_ms\":1764025200123}]");
    assertThat(written("{\"user_identities\":[{\"a\":1}]}"))
        .contains("\"user_identities\":[{\"a\":1}]");
  }

  @Test
  void locationOfAnEventIsAddedToAContextWithoutOne() {
    String location = "\"location\":{\"latitude\":1}";

    assertThat(
            written(
                "{\"at\":{\"latitude\":1},\"context\":{\"a\":1}}",
                "event.include.batch.location",
                "true"))
        .contains("\"context\":{\"a\":1," + location + "}");
    assertThat(written("{\"at\":{\"latitude\":1}}", "event.include.batch.location", "true"))
        .contains("\"context\":{" + location + "}");
    assertThat(
            written(
                "{\"at\":{\"latitude\":1},\"context\":{\"location\":5}}",
                "event.include.batch.location",
                "true"))
        .contains("\"context\":{\"location\":5}");
  }

  @Test
  void excludedMembersAndIdsAreNotWritten() {
    String text = written("{\"ip\":\"1\"}", "event.exclude.fields", "ip,message_id,batch_id");

    assertThat(text).doesNotContain("#ID#").doesNotContain("batch_id").doesNotContain("ip");
  }

  /** The member {@code at}, if there is one, is the location that an event has. */
  private static String written(String json, String... keysAndValues) {
    EventSettings settings = TestEventConverter.settings(keysAndValues);
    JsonDocument document = ParsedJson.parse(json);
    int location = document.member(document.root(), Name.of("at"));
    SourceBatch batch = new SourceBatch();
    batch.reset(document, document.root(), JsonDocument.NONE, TestRecords.POSITION, 0, 0);
    BatchMembersWriter writer = new BatchMembersWriter(settings, new BatchRules(settings), null);
    writer.write(batch, 99, location);

    JsonBuffer id = new JsonBuffer();
    id.putAscii(",#ID#");
    JsonBuffer out = new JsonBuffer();
    writer.copy(id, out);
    int idBytes = writer.takesMessageId() ? id.size() : 0;
    assertThat(out.size()).isEqualTo(writer.size() + idBytes);
    return out.text(0);
  }
}
