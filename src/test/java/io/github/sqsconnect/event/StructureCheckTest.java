package io.github.sqsconnect.event;

import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.github.sqsconnect.json.JsonDocument;
import io.github.sqsconnect.json.ParsedJson;
import io.github.sqsconnect.json.RejectedRecordException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class StructureCheckTest {
  @Test
  void validBatchAndMembersThatAreNullPass() {
    checkBatch(
        """
        {"events":[{"event_type":"custom_event","data":{"location":null,"custom_attributes":{},"x":1}}],
         "context":null,"ip":[],"user_identities":[],"unknown":1}""");
    checkBatch("{\"events\":null}");
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '`',
      value = {
        "{\"context\":1} | at /context: found a number. Allowed: an object",
        "{\"events\":{}} | at /events: found an object. Allowed: an array",
        "{\"events\":[1]} | at /events/0: found a number. Allowed: an object with event_type and data",
        "{\"events\":[{\"data\":{}}]} | at /events/0: found an object. Allowed: an object with a string event_type",
        "{\"events\":[{\"event_type\":1}]} | at /events/0/event_type: found a number. Allowed: a string",
        "{\"events\":[{\"event_type\":\"x\"}]} | at /events/0: found an object. Allowed: an object with an object data",
        "{\"events\":[{\"event_type\":\"x\",\"data\":[]}]} | at /events/0/data: found an array. Allowed: an object",
        "{\"events\":[{\"event_type\":\"x\",\"data\":{\"location\":true}}]} | at /events/0/data/location: found a boolean. Allowed: an object"
      })
  void firstViolationIsNamedWithItsPlace(String batch, String reason) {
    assertThatThrownBy(() -> checkBatch(batch))
        .isInstanceOf(RejectedRecordException.class)
        .hasMessage("invalid event batch " + reason);
  }

  @Test
  void singleEventIsCheckedToo() {
    JsonDocument event = ParsedJson.parse("{\"event_type\":\"x\",\"data\":1}");

    assertThatThrownBy(() -> new StructureCheck(event).event(event.root()))
        .hasMessage("invalid event batch at /data: found a number. Allowed: an object");
  }

  private static void checkBatch(String json) {
    JsonDocument document = ParsedJson.parse(json);
    new StructureCheck(document).batch(document.root());
  }
}
