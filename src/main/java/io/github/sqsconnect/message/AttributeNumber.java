package io.github.sqsconnect.message;

/**
 * Which text may be the value of a Number. SQS documents numbers of up to 38 digits. Whether it
 * accepts exponents and other forms is not documented, so this class does not.
 */
final class AttributeNumber {
  private static final int MOST_DIGITS = 38;

  static final String ALLOWED =
      "a decimal number of at most " + MOST_DIGITS + " digits without exponent, such as -12.5";

  private AttributeNumber() {}

  /** Whether it is a decimal number with at most 38 digits, zeros included. */
  static boolean isNumber(String text) {
    int start = text.startsWith("-") ? 1 : 0;
    if (text.length() - start > MOST_DIGITS + 1) {
      return false;
    }
    int digits = 0;
    int point = -1;
    for (int i = start; i < text.length(); i++) {
      char c = text.charAt(i);
      if (c >= '0' && c <= '9') {
        digits++;
      } else if (c == '.' && point < 0 && i > start && i < text.length() - 1) {
        point = i;
      } else {
        return false;
      }
    }
    return digits > 0 && digits <= MOST_DIGITS;
  }
}
