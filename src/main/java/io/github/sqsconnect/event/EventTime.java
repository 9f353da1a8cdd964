package io.github.sqsconnect.event;

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
import java.time.temporal.TemporalAccessor;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/**
 * Reads a point in time: epoch milliseconds, epoch seconds (an absolute value below 10^11),
 * ISO-8601 text (UTC where it names no offset), or what Connect says is a timestamp or date.
 */
final class EventTime {
  private static final BigDecimal FIRST_MILLIS = new BigDecimal("100000000000");
  private static final int LONGEST = 64;

  /** More digits than 64 bits hold. */
  private static final int MOST_DIGITS = 20;

  /**
   * A number of so few digits is less than a millisecond even as seconds. Kept from the arithmetic,
   * in which {@code 1e-999999999} is a number of a billion digits.
   */
  private static final int NOTHING_IN_MILLIS = -3;

  private static final long DAY_MS = 86_400_000L;
  private static final DateTimeFormatter ISO =
      new DateTimeFormatterBuilder()
          .parseCaseInsensitive()
          .append(DateTimeFormatter.ISO_LOCAL_DATE)
          .optionalStart()
          .appendPattern("['T'][' ']")
          .append(DateTimeFormatter.ISO_LOCAL_TIME)
          .optionalStart()
          .appendOffset("+HH:MM:ss", "Z")
          .optionalEnd()
          .optionalStart()
          .appendOffset("+HHmm", "Z")
          .optionalEnd()
          .optionalStart()
          .appendOffset("+HH", "Z")
          .optionalEnd()
          .optionalEnd()
          .toFormatter(Locale.ROOT)
          .withResolverStyle(ResolverStyle.STRICT);

  private EventTime() {}

  /** Epoch milliseconds, or null when it is no time. */
  static @Nullable Long millis(JsonDocument document, int node) {
    return switch (document.kind(node)) {
      case JsonDocument.NUMBER -> {
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
      long digitsBeforePoint = (long) value.precision() - value.scale();
      if (value.signum() == 0 || digitsBeforePoint <= NOTHING_IN_MILLIS) {
        return value.signum() < 0 ? -1L : 0L;
      }
      if (digitsBeforePoint > MOST_DIGITS) {
        return null;
      }
      BigDecimal millis = value.abs().compareTo(FIRST_MILLIS) < 0 ? value.movePointRight(3) : value;
      return millis.setScale(0, RoundingMode.FLOOR).longValueExact();
    } catch (ArithmeticException | NumberFormatException outOfRange) {
      return null;
    }
  }

  private static @Nullable Long ofText(String text) {
    if (!text.isEmpty()
        && (isDigit(text.charAt(0)) || text.charAt(0) == '-')
        && text.chars().skip(1).allMatch(c -> isDigit(c) || c == '.')) {
      return ofNumber(text);
    }
    try {
      TemporalAccessor time =
          ISO.parseBest(text, OffsetDateTime::from, LocalDateTime::from, LocalDate::from);
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

  /** The digits of JSON; BigDecimal would read those of every script. */
  private static boolean isDigit(int character) {
    return character >= '0' && character <= '9';
  }
}
