package io.github.sqsconnect.cli;

import java.util.Locale;

/** Numbers with the word that they count. */
final class Counted {
  private Counted() {}

  /** For example "no errors", "1 error", "1,200 errors". */
  static String of(long number, String word) {
    return (number == 0 ? "no" : number(number)) + ' ' + word + (number == 1 ? "" : "s");
  }

  static String number(long number) {
    return String.format(Locale.ROOT, "%,d", number);
  }
}
