package io.github.sqsconnect.message;

import io.github.sqsconnect.config.MessageSettings.InvalidCharacters;
import io.github.sqsconnect.json.RejectedRecordException;
import io.github.sqsconnect.json.RejectionKind;

/**
 * Text that SQS accepts in a body or an attribute.
 *
 * @param bytes its length in UTF-8
 */
record SqsText(String text, int bytes) {
  /**
   * Checks a text, or replaces its characters that SQS refuses by U+FFFD.
   *
   * @param place where the text is, for people: empty, or beginning with a space
   * @param fix other ways out of the problem, for people; empty, or beginning with a comma
   * @throws RejectedRecordException if it contains such a character and none may be replaced
   */
  static SqsText of(String text, InvalidCharacters invalidCharacters, String place, String fix) {
    long bytes = measure(text);
    if (bytes >= 0) {
      return measured(text, bytes);
    }
    if (invalidCharacters == InvalidCharacters.FAIL) {
      int invalid = (int) ~bytes;
      throw new RejectedRecordException(
          "a character that SQS refuses, "
              + String.format("U+%04X", text.codePointAt(invalid))
              + " at index "
              + invalid
              + place
              + ". Allowed: tab, line feed, carriage return, U+0020 to U+D7FF, U+E000 to U+FFFD, U+10000 to U+10FFFF."
              + " Set behavior.on.invalid.characters=replace"
              + fix,
          RejectionKind.CHARACTER);
    }

    StringBuilder replaced = new StringBuilder(text.length());
    text.codePoints().map(c -> isValid(c) ? c : 0xFFFD).forEach(replaced::appendCodePoint);
    String valid = replaced.toString();
    return measured(valid, measure(valid));
  }

  private static SqsText measured(String text, long bytes) {
    return new SqsText(text, (int) Math.min(bytes, Integer.MAX_VALUE));
  }

  /**
   * The length of the text in UTF-8. A negative result is the complement of the index of the first
   * character that SQS rejects.
   */
  private static long measure(String text) {
    long bytes = text.length();
    for (int i = 0; i < text.length(); i++) {
      char unit = text.charAt(i);
      if (unit < 0x20 || unit >= 0x80) {
        int character = text.codePointAt(i);
        if (!isValid(character)) {
          return ~i;
        }
        bytes += unit < 0x80 ? 0 : unit < 0x800 ? 1 : 2;
        i += Character.charCount(character) - 1;
      }
    }
    return bytes;
  }

  private static boolean isValid(int character) {
    return character >= 0x20
        ? character < 0xD800 || (character > 0xDFFF && character != 0xFFFE && character != 0xFFFF)
        : character == '\t' || character == '\n' || character == '\r';
  }
}
