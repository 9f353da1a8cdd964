package io.github.sqsconnect.endpoint;

/** Which characters SQS takes, and where. */
final class Characters {
  private static final String PUNCTUATION = "!\"#$%&'()*+,-./:;<=>?@[\\]^_`{|}~";

  private Characters() {}

  /** U+0009, U+000A, U+000D, U+0020 to U+D7FF, U+E000 to U+FFFD, U+10000 to U+10FFFF. */
  static boolean legalText(String text) {
    return text.codePoints().allMatch(Characters::legal);
  }

  /** Group ids and deduplication ids: 1 to 128 letters, digits and ASCII punctuation. */
  static boolean legalFifoId(String id) {
    return !id.isEmpty()
        && id.length() <= 128
        && id.chars().allMatch(c -> letterOrDigit(c) || PUNCTUATION.indexOf(c) >= 0);
  }

  static boolean legalEntryId(String id) {
    return !id.isEmpty()
        && id.length() <= 80
        && id.chars().allMatch(c -> letterOrDigit(c) || c == '-' || c == '_');
  }

  static boolean legalAttributeName(String name) {
    return !name.isEmpty()
        && name.length() <= 256
        && name.chars().allMatch(c -> letterOrDigit(c) || c == '-' || c == '_' || c == '.')
        && !name.startsWith(".")
        && !name.endsWith(".")
        && !name.contains("..")
        && !name.regionMatches(true, 0, "AWS.", 0, 4)
        && !name.regionMatches(true, 0, "Amazon.", 0, 7);
  }

  private static boolean legal(int c) {
    return c == '\t'
        || c == '\n'
        || c == '\r'
        || (c >= 0x20 && c <= 0xD7FF)
        || (c >= 0xE000 && c <= 0xFFFD)
        || c >= 0x10000;
  }

  private static boolean letterOrDigit(int c) {
    return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9');
  }
}
