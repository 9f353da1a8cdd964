package io.github.sqsconnect.event;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.sqsconnect.json.JsonDocument;
import io.github.sqsconnect.json.JsonReader;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Which numbers and texts are times, and which time they are. */
class EventTimeTest {
  @ParameterizedTest
  @CsvSource({
    "315532800,315532800000",
    "1764025200,1764025200000",
    "1764025200.123,1764025200123",
    "1.7640252001239e9,1764025200123",
    "7258118399,7258118399000",
    "315532800000,315532800000",
    "1764025200123,1764025200123",
    "1764025200123.9,1764025200123",
    "1.764e12,1764000000000",
    "7258118399999,7258118399999",
    "315532800000000,315532800000",
    "1764025200123999,1764025200123",
    "7258118399999999,7258118399999",
    "315532800000000000,315532800000",
    "1764025200123999999,1764025200123",
    "7258118399999999999,7258118399999",
    "20261124,1795478400000",
    "20261124.0,1795478400000",
    "2.0261124e7,1795478400000",
    "19800101,315532800000",
    "21991231,7258032000000"
  })
  void unitOfANumberIsRecognisedByItsMagnitude(String number, long millis) {
    assertThat(millisOf(number)).isEqualTo(millis);
    assertThat(millisOf("\"" + number + "\"")).isEqualTo(millis);
  }

  @ParameterizedTest
  @CsvSource({
    "2025-11-24T23:00:00Z,1764025200000",
    "2025-11-24t23:00:00z,1764025200000",
    "2025-11-24T23:00:00.1239Z,1764025200123",
    "2025-11-25T01:00:00+02:00,1764025200000",
    "2025-11-25T01:00:00+0200,1764025200000",
    "2025-11-25T01:00:00+02,1764025200000",
    "2025-11-24T23:00:00,1764025200000",
    "2025-11-24 23:00,1764025200000",
    "2025-11-24,1763942400000",
    "1969-12-31T23:59:59.9999Z,-1",
    "2612-01-01,20259504000000",
    "20251124T230000Z,1764025200000",
    "20251124t230000.1239z,1764025200123",
    "20251125T0100+0200,1764025200000",
    "20251125T010000+02:00,1764025200000",
    "20251124T2300,1764025200000"
  })
  void textIsIso(String text, long millis) {
    assertThat(millisOf("\"" + text + "\"")).isEqualTo(millis);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "0",
        "-1",
        "1e-999999999",
        "0e999999999",
        "86399999",
        "315532799",
        "7258118400",
        "315532799999",
        "-1764025200123",
        "202611241530",
        "20261124153000",
        "20261124153000123",
        "7258118400000",
        "7258118400000000",
        "7258118400000000000",
        "9223372036854775807",
        "9223372036854775808",
        "20261301",
        "20260230",
        "20261124.5",
        "-20261124",
        "19791231",
        "22000101",
        "1e999999999"
      })
  void numbersThatAreNoPlausibleTimeAreNone(String number) {
    assertThat(millisOf(number)).isNull();
    assertThat(millisOf("\"" + number + "\"")).isNull();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "\"\"",
        "\"-\"",
        "\".\"",
        "\"1.2.3\"",
        "\"1764025200e\"",
        "\"soon\"",
        "\"2025-02-30\"",
        "\"2025-13-01\"",
        "\"24:00\"",
        "\"٣\"",
        "\" 1764025200\"",
        "\"20251124T\"",
        "\"20251124T25\"",
        "\"20250230T0000\"",
        "\"2025-11-24T25:00:00Z\"",
        "true",
        "[]",
        "{}"
      })
  void otherValuesAreNoTime(String json) {
    assertThat(millisOf(json)).isNull();
  }

  private static Long millisOf(String json) {
    JsonDocument document = new JsonDocument();
    new JsonReader(document).read(json);
    return EventTime.millis(document, document.root());
  }
}
