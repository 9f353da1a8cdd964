package io.github.sqsconnect.benchmark;

import java.time.Instant;
import java.util.Arrays;

/** The time at which a record was produced: written into its value, read from its message. */
final class SendTime {
  /** Three of them precede the sixteen digits. */
  private static final byte MARK = '@';

  private static final int MARKS = 3;
  private static final int DIGITS = 16;
  static final long[] NONE = {};

  private SendTime() {}

  /** Microseconds since the epoch, on the clock that all processes of a machine share. */
  static long now() {
    Instant now = Instant.now();
    return now.getEpochSecond() * 1_000_000 + now.getNano() / 1_000;
  }

  /** The text that contains the time. */
  static String text(long micros) {
    return Character.toString(MARK).repeat(MARKS) + micros;
  }

  /** All times in the bytes of a request. */
  static long[] read(byte[] request) {
    long[] found = NONE;
    int marks = 0;
    for (int at = 0; at < request.length; at++) {
      marks = request[at] == MARK ? marks + 1 : 0;
      if (marks == MARKS && at + DIGITS < request.length) {
        long micros = 0;
        for (int digit = 1; digit <= DIGITS; digit++) {
          micros = micros * 10 + request[at + digit] - '0';
        }
        found = Arrays.copyOf(found, found.length + 1);
        found[found.length - 1] = micros;
      }
    }
    return found;
  }
}
