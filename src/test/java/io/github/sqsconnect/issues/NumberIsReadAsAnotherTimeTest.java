package io.github.sqsconnect.issues;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.sqsconnect.fakes.RecordAssembler;
import java.util.Date;
import java.util.Map;
import org.apache.kafka.connect.data.Schema;
import org.apache.kafka.connect.data.SchemaBuilder;
import org.apache.kafka.connect.data.Struct;
import org.apache.kafka.connect.data.Time;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * Every number was read as seconds or milliseconds. Microseconds became the year 57,866, the date
 * and time 20261124153000 the year 2612, and the date 20261124 a day in August 1970.
 */
class NumberIsReadAsAnotherTimeTest {
  private static final RecordAssembler TIMED =
      RecordAssembler.standard("event.record.timestamp.path", "t");

  @ParameterizedTest
  @CsvSource({
    "1764025200, 1764025200000",
    "1764025200.123, 1764025200123",
    "1.7640252e12, 1764025200000",
    "1764025200123, 1764025200123",
    "1764025200123456, 1764025200123",
    "1764025200123456789, 1764025200123",
    "20261124, 1795478400000"
  })
  void unitIsRecognised(String number, String millis) {
    String expected = "\"timestamp_unixtime_ms\":" + millis + ",\"source_message_id\"";
    assertThat(TIMED.body("{\"t\":" + number + "}")).contains(expected);
    assertThat(TIMED.body("{\"t\":\"" + number + "\"}")).contains(expected);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "0",
        "-1",
        "86400",
        "20261350",
        "202611241530",
        "20261124153000",
        "20261124153000123",
        "10000000000",
        "64060588800000",
        "9223372036854775807"
      })
  void implausibleTimeIsRejected(String number) {
    String reason =
        "of a time from 1980 to 2199, a date such as 20261124, ISO-8601 text, a Connect Timestamp or Date";
    assertThat(TIMED.reason("{\"t\":" + number + "}"))
        .startsWith("unreadable value at /t: found a number. Allowed: epoch seconds")
        .endsWith(reason);
    assertThat(TIMED.reason("{\"t\":\"" + number + "\"}"))
        .startsWith("unreadable value at /t: found a string. Allowed: epoch seconds")
        .endsWith(reason);
  }

  @Test
  void timeOfDayIsRejected() {
    Schema schema = SchemaBuilder.struct().field("t", Time.SCHEMA).build();
    Struct struct = new Struct(schema).put("t", new Date(20_261_124));
    assertThat(TIMED.assemble(RecordAssembler.record(null, schema, struct)).toString())
        .contains("unreadable value at /t");
  }

  @Test
  void logicalTimestampsAreTrusted() {
    assertThat(TIMED.body(Map.of("t", new Date(-1)))).contains("\"timestamp_unixtime_ms\":-1,");
    assertThat(TIMED.body("{\"t\":\"1969-07-20T20:17:40Z\"}"))
        .contains("\"timestamp_unixtime_ms\":-14182940000,");
  }

  @Test
  void userIdBeyondDoublePrecisionIsRejected() {
    RecordAssembler users = RecordAssembler.standard("event.record.mpid.path", "u");
    assertThat(users.body("{\"u\":42.0}")).contains("\"mpid\":42,");
    assertThat(users.body(Map.of("u", 4.2e1))).contains("\"mpid\":42,");
    assertThat(users.body("{\"u\":1234567890123456789}")).contains("\"mpid\":1234567890123456789,");
    assertThat(users.reason(Map.of("u", 1234567890123456789d))).startsWith("no user id at /u");
    assertThat(users.reason("{\"u\":42.5}")).startsWith("no user id at /u");
  }
}
