package io.github.sqsconnect.event;

import io.github.sqsconnect.json.JsonDocument;
import java.math.BigDecimal;
import java.math.RoundingMode;
import java.time.DateTimeException;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.time.format.DateTimeFormatterBuilder;
import java.time.format.ResolverStyle;
import java.time.temporal.ChronoField;
import java.time.temporal.TemporalAccessor;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/**
 * Reads a point in time: an epoch number, a date of eight digits, ISO-8601 text (UTC without an
 * offset), or a Connect Timestamp or Date.
 *
 * <p>The unit of an epoch number is recognised by its magnitude. A number is accepted only if it is
 * a time from 1980 to 2199 in one of the units. The ranges of the units do not touch. Other digits
 * that people write, such as a date with a time, lie between the ranges. So no number is silently
 * read as a wrong time.
 */
final class EventTime {
  /** The allowed values, for people. */
  static final String ALLOWED =
      "epoch seconds, milliseconds, microseconds or nanoseconds of a time from 1980 to 2199, a date such as"
          + " 20261124, ISO-8601 text, a Connect Timestamp or Date";

  private static final int FIRST_YEAR = 1980;
  private static final int LAST_YEAR = 2199;
  private static final BigDecimal FIRST_MS = startOf(FIRST_YEAR);
  private static final BigDecimal END_MS = startOf(LAST_YEAR + 1);

  /** How many places the decimal point moves from each unit to milliseconds. */
  private static final int[] PLACES_TO_MS = {3, 0, -3, -6};

  private static final int LONGEST = 64;
  private static final int DATE_DIGITS = 8;

  /** The digits before the point of nanoseconds. */
  private static final int MOST_DIGITS = 19;

  private static final long DAY_MS = 86_400_000L;

  private static final DateTimeFormatter EXTENDED =
      new DateTimeFormatterBuilder()
          .parseCaseInsensitive()
          .append(DateTimeFormatter.ISO_LOCAL_DATE)
          .optionalStart()
          .appendPattern("['T'][' ']")
          .append(DateTimeFormatter.ISO_LOCAL_TIME)
          .append(offset())
          .optionalEnd()
          .toFormatter(Locale.ROOT)
          .withResolverStyle(ResolverStyle.STRICT);

  private static final DateTimeFormatter BASIC =
      new DateTimeFormatterBuilder()
          .parseCaseInsensitive()
          .appendValue(ChronoField.YEAR, 4)
          .appendValue(ChronoField.MONTH_OF_YEAR, 2)
          .appendValue(ChronoField.DAY_OF_MONTH, 2)
          .appendLiteral('T')
          .appendValue(ChronoField.HOUR_OF_DAY, 2)
          .appendValue(ChronoField.MINUTE_OF_HOUR, 2)
          .optionalStart()
          .appendValue(ChronoField.SECOND_OF_MINUTE, 2)
          .optionalStart()
          .appendFraction(ChronoField.NANO_OF_SECOND, 1, 9, true)
          .optionalEnd()
          .optionalEnd()
          .append(offset())
          .toFormatter(Locale.ROOT)
          .withResolverStyle(ResolverStyle.STRICT);

  private EventTime() {}

  private static DateTimeFormatter offset() {
    return new DateTimeFormatterBuilder()
        .parseCaseInsensitive()
        .optionalStart()
        .appendOffset("+HH:MM:ss", "Z")
        .optionalEnd()
        .optionalStart()
        .appendOffset("+HHmm", "Z")
        .optionalEnd()
        .optionalStart()
        .appendOffset("+HH", "Z")
        .optionalEnd()
        .toFormatter(Locale.ROOT);
  }

  private static BigDecimal startOf(int year) {
    return BigDecimal.valueOf(LocalDate.of(year, 1, 1).toEpochDay() * DAY_MS);
  }

  /** Epoch milliseconds, or null if the value is not a time. */
  static @Nullable Long millis(JsonDocument document, int node) {
    return switch (document.kind(node)) {
      case JsonDocument.NUMBER -> {
        if (document.isTimeOfDay(node)) {
          yield null;
        }
        String literal = document.literal(node);
        yield document.isMillis(node)
            ? (Long) Long.parseLong(literal)
            : document.isDays(node) ? ofDays(Long.parseLong(literal)) : ofNumber(literal);
      }
      case JsonDocument.STRING -> ofText(document.string(node));
      default -> null;
    };
  }

  private static @Nullable Long ofDays(long days) {
    return Math.abs(days) > Long.MAX_VALUE / DAY_MS ? null : (Long) (days * DAY_MS);
  }

  private static @Nullable Long ofNumber(String number) {
    if (number.length() > LONGEST) {
      return null;
    }
    try {
      BigDecimal value = new BigDecimal(number);
      // Rejects 1e-999999999, a number of a billion digits, before any arithmetic.
      long digits = (long) value.precision() - value.scale();
      if (digits < DATE_DIGITS || digits > MOST_DIGITS) {
        return null;
      }
      return digits == DATE_DIGITS ? ofDate(value.intValueExact()) : ofEpoch(value);
    } catch (ArithmeticException | NumberFormatException noTime) {
      return null;
    }
  }

  /** A date such as 20261124. As epoch seconds, all such dates would be in August 1970. */
  private static @Nullable Long ofDate(int digits) {
    int year = digits / 10_000;
    if (year < FIRST_YEAR || year > LAST_YEAR) {
      return null;
    }
    try {
      return ofDays(LocalDate.of(year, digits / 100 % 100, digits % 100).toEpochDay());
    } catch (DateTimeException noDate) {
      return null;
    }
  }

  private static @Nullable Long ofEpoch(BigDecimal value) {
    for (int places : PLACES_TO_MS) {
      BigDecimal millis = value.scaleByPowerOfTen(places);
      if (millis.compareTo(FIRST_MS) >= 0 && millis.compareTo(END_MS) < 0) {
        return millis.setScale(0, RoundingMode.FLOOR).longValueExact();
      }
    }
    return null;
  }

  private static @Nullable Long ofText(String text) {
    if (text.length() > LONGEST) {
      return null;
    }
    if (isNumber(text)) {
      return ofNumber(text);
    }
    try {
      boolean basic = text.length() > DATE_DIGITS && (text.charAt(DATE_DIGITS) | 0x20) == 't';
      TemporalAccessor time =
          (basic ? BASIC : EXTENDED)
              .parseBest(text, OffsetDateTime::from, LocalDateTime::from, LocalDate::from);
      Instant instant =
          time instanceof OffsetDateTime offset
              ? offset.toInstant()
              : time instanceof LocalDateTime local
                  ? local.toInstant(ZoneOffset.UTC)
                  : LocalDate.from(time).atStartOfDay().toInstant(ZoneOffset.UTC);
      return instant.toEpochMilli();
    } catch (DateTimeException | ArithmeticException noTime) {
      return null;
    }
  }

  /** Whether the text looks like a number. In a date, signs are between digits. */
  private static boolean isNumber(String text) {
    char before = 'e';
    for (int i = 0; i < text.length(); i++) {
      char c = text.charAt(i);
      boolean exponent = (c | 0x20) == 'e' && i > 0;
      boolean sign = (c == '-' || (c == '+' && i > 0)) && (before | 0x20) == 'e';
      if (!isDigit(c) && c != '.' && !exponent && !sign) {
        return false;
      }
      before = c;
    }
    return true;
  }

  /** The digits of JSON. BigDecimal would accept the digits of every script. */
  private static boolean isDigit(int character) {
    return character >= '0' && character <= '9';
  }
}
