package io.github.sqsconnect.json;

import java.time.LocalDate;

/**
 * Writes dates and times as ISO 8601 text. Times always have milliseconds, so that text of the
 * years 0 to 9999 sorts like the times. Other years have a sign, as in {@link LocalDate#toString}.
 */
public final class IsoTime {
  static final int DAY_MS = 86_400_000;

  private static final int SECOND_MS = 1_000;
  private static final int MINUTE_MS = 60 * SECOND_MS;
  private static final int HOUR_MS = 60 * MINUTE_MS;

  /** The start of the year 0, and the end of the year 9999, in epoch milliseconds. */
  private static final long FIRST_MS = LocalDate.of(0, 1, 1).toEpochDay() * DAY_MS;

  private static final long END_MS = LocalDate.of(10_000, 1, 1).toEpochDay() * DAY_MS;

  private IsoTime() {}

  /** Whether the year has four digits, which RFC 3339 requires. */
  public static boolean isRfc3339(long epochMillis) {
    return epochMillis >= FIRST_MS && epochMillis < END_MS;
  }

  /** Writes a point in time, in UTC. */
  public static void putInstant(long epochMillis, JsonBuffer out) {
    putDate(Math.floorDiv(epochMillis, DAY_MS), out);
    out.put('T');
    putTimeOfDay(Math.floorMod(epochMillis, DAY_MS), out);
    out.put('Z');
  }

  static void putDate(long epochDay, JsonBuffer out) {
    LocalDate date = LocalDate.ofEpochDay(epochDay);
    int year = date.getYear();
    if (year > 9_999) {
      out.put('+');
    } else if (year < 0) {
      out.put('-');
    }
    putPadded(Math.abs(year), 1_000, out);
    out.put('-');
    putPadded(date.getMonthValue(), 10, out);
    out.put('-');
    putPadded(date.getDayOfMonth(), 10, out);
  }

  /**
   * @param millis since midnight, less than a day
   */
  static void putTimeOfDay(int millis, JsonBuffer out) {
    putPadded(millis / HOUR_MS, 10, out);
    out.put(':');
    putPadded(millis / MINUTE_MS % 60, 10, out);
    out.put(':');
    putPadded(millis / SECOND_MS % 60, 10, out);
    out.put('.');
    putPadded(millis % SECOND_MS, 100, out);
  }

  /**
   * @param unit the place value of the first digit to write, also if it is zero
   */
  private static void putPadded(int number, int unit, JsonBuffer out) {
    for (int place = unit; place > 1 && number < place; place /= 10) {
      out.put('0');
    }
    out.putLong(number);
  }
}
