package io.github.sqsconnect.json;

import org.jspecify.annotations.Nullable;

/** Scalars as text: strings without quotes, numbers in plain decimal, booleans as words. */
public final class ScalarText {
  private static final int MOST_PLAIN_DIGITS = 1000;

  /** The most zeros after the point before a small number gets an exponent, as in BigDecimal. */
  private static final int LEAST_EXPONENT = -6;

  private ScalarText() {}

  /** The text, or null if the value is not a scalar. */
  public static @Nullable String text(JsonDocument document, int node) {
    return switch (document.kind(node)) {
      case JsonDocument.STRING -> document.string(node);
      case JsonDocument.NUMBER -> plain(document.literal(node));
      case JsonDocument.TRUE -> "true";
      case JsonDocument.FALSE -> "false";
      default -> null;
    };
  }

  /** Whether it is a string that is empty or consists of white space. */
  public static boolean isBlank(JsonDocument document, int node) {
    return document.is(node, JsonDocument.STRING) && document.string(node).isBlank();
  }

  /**
   * A number without exponent if it needs at most 1,000 digits, otherwise in the form of
   * BigDecimal. The text is built from the characters of the number, so a large exponent costs
   * nothing.
   */
  public static String plain(String number) {
    int mantissaEnd = exponentSign(number);
    if (mantissaEnd == number.length() && mantissaEnd <= MOST_PLAIN_DIGITS) {
      return number;
    }
    int start = number.charAt(0) == '-' ? 1 : 0;
    int point = number.indexOf('.');
    boolean whole = point < 0;
    String digits =
        withoutLeadingZeros(
            whole
                ? number.substring(start, mantissaEnd)
                : number.substring(start, point) + number.substring(point + 1, mantissaEnd));
    long scale = whole ? 0 : mantissaEnd - point - 1;
    if (mantissaEnd < number.length()) {
      try {
        scale =
            Math.subtractExact(scale, Long.parseLong(number, mantissaEnd + 1, number.length(), 10));
        Math.subtractExact(digits.length(), scale);
      } catch (NumberFormatException | ArithmeticException exponentBeyondLong) {
        return number;
      }
    }
    return number.substring(0, start) + decimal(digits, scale);
  }

  /** Where the exponent begins, or the end. */
  private static int exponentSign(String number) {
    int at = number.indexOf('e');
    at = at < 0 ? number.indexOf('E') : at;
    return at < 0 ? number.length() : at;
  }

  private static String withoutLeadingZeros(String digits) {
    int zeros = 0;
    while (zeros < digits.length() - 1 && digits.charAt(zeros) == '0') {
      zeros++;
    }
    return digits.substring(zeros);
  }

  /** The number {@code digits · 10^-scale}. */
  private static String decimal(String digits, long scale) {
    boolean zero = digits.equals("0");
    long needed =
        scale > 0 ? Math.max(digits.length(), scale + 1) : zero ? 1 : digits.length() - scale;
    long exponent = digits.length() - 1 - scale;
    if (needed > MOST_PLAIN_DIGITS && scale != 0 && (scale < 0 || exponent < LEAST_EXPONENT)) {
      String fraction = digits.length() > 1 ? "." + digits.substring(1) : "";
      return digits.charAt(0) + fraction + (exponent > 0 ? "E+" : "E") + exponent;
    }
    if (scale <= 0) {
      return zero ? digits : digits + "0".repeat((int) -scale);
    }
    String padded = "0".repeat((int) Math.max(0, scale + 1 - digits.length())) + digits;
    int point = padded.length() - (int) scale;
    return padded.substring(0, point) + "." + padded.substring(point);
  }
}
