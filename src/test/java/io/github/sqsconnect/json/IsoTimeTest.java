package io.github.sqsconnect.json;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.sqsconnect.property.Draw;
import io.github.sqsconnect.property.Property;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalTime;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class IsoTimeTest {
  @ParameterizedTest
  @CsvSource({
    "0, 1970-01-01T00:00:00.000Z",
    "-1, 1969-12-31T23:59:59.999Z",
    "1795521600007, 2026-11-24T12:00:00.007Z",
    "951782399999, 2000-02-28T23:59:59.999Z",
    "253402300799999, 9999-12-31T23:59:59.999Z",
    "253402300800000, +10000-01-01T00:00:00.000Z",
    "-62167219200000, 0000-01-01T00:00:00.000Z",
    "-62167219200001, -0001-12-31T23:59:59.999Z"
  })
  void instantHasMillisecondsAndFourDigitsOfTheYear(long millis, String text) {
    assertThat(instant(millis)).isEqualTo(text);
  }

  @Test
  void onlyYearsOfFourDigitsAreRfc3339() {
    assertThat(IsoTime.isRfc3339(-62_167_219_200_000L)).isTrue();
    assertThat(IsoTime.isRfc3339(-62_167_219_200_001L)).isFalse();
    assertThat(IsoTime.isRfc3339(253_402_300_799_999L)).isTrue();
    assertThat(IsoTime.isRfc3339(253_402_300_800_000L)).isFalse();
  }

  /** The years that java.time can read back. */
  @Property
  void javaReadsBackTheSameTime(Draw draw) {
    long day = draw.next("day", values -> values.anyLong() % 300_000_000_000L) % 300_000_000L;
    int millis = draw.next("millis", values -> values.below(IsoTime.DAY_MS));
    JsonBuffer out = new JsonBuffer();

    IsoTime.putDate(day, out);
    assertThat(LocalDate.parse(out.text(0)).toEpochDay()).isEqualTo(day);

    out.clear();
    IsoTime.putTimeOfDay(millis, out);
    assertThat(LocalTime.parse(out.text(0)).toNanoOfDay()).isEqualTo(millis * 1_000_000L);
    assertThat(out.size()).isEqualTo("00:00:00.000".length());

    long instant = day * IsoTime.DAY_MS + millis;
    assertThat(Instant.parse(instant(instant)).toEpochMilli()).isEqualTo(instant);
  }

  private static String instant(long millis) {
    JsonBuffer out = new JsonBuffer();
    IsoTime.putInstant(millis, out);
    return out.text(0);
  }
}
