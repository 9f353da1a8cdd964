package io.github.sqsconnect.json;

import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.nio.ByteOrder;

/** Searches text for single bytes, eight at a time. */
public final class TextScan {
  private static final VarHandle LONGS =
      MethodHandles.byteArrayViewVarHandle(long[].class, ByteOrder.LITTLE_ENDIAN);
  private static final long ONES = 0x0101_0101_0101_0101L;
  private static final long TOPS = 0x8080_8080_8080_8080L;
  private static final long SPACES = ONES * ' ';
  private static final long QUOTES = ONES * '"';
  private static final long BACKSLASHES = ONES * '\\';
  private static final long QUESTION_MARKS = ONES * '?';

  private TextScan() {}

  /** The eight bytes at that place, as a little-endian long. */
  public static long eight(byte[] text, int at) {
    return (long) LONGS.get(text, at);
  }

  /**
   * The first place of a byte that needs attention in a string literal: a quote, a backslash, a
   * control character or a byte beyond ASCII. It may stop earlier, in the last seven bytes before
   * the end.
   */
  static int plainEnd(byte[] text, int from, int end) {
    int at = from;
    while (at <= end - Long.BYTES) {
      long word = eight(text, at);
      long quote = word ^ QUOTES;
      long backslash = word ^ BACKSLASHES;
      // The subtraction may mark bytes after the first match by mistake, but never before it.
      long found =
          (word
                  | (word - SPACES & ~word)
                  | (quote - ONES & ~quote)
                  | (backslash - ONES & ~backslash))
              & TOPS;
      if (found != 0) {
        return at + (Long.numberOfTrailingZeros(found) >>> 3);
      }
      at += Long.BYTES;
    }
    return at;
  }

  /** The first place of a byte beyond ASCII, or the end. */
  static int asciiEnd(byte[] text, int from, int end) {
    int at = from;
    while (at <= end - Long.BYTES) {
      long found = eight(text, at) & TOPS;
      if (found != 0) {
        return at + (Long.numberOfTrailingZeros(found) >>> 3);
      }
      at += Long.BYTES;
    }
    while (at < end && text[at] >= 0) {
      at++;
    }
    return at;
  }

  /** Whether there is a question mark in the text. */
  static boolean hasQuestionMark(byte[] text) {
    int at = 0;
    for (; at <= text.length - Long.BYTES; at += Long.BYTES) {
      long word = eight(text, at) ^ QUESTION_MARKS;
      if ((word - ONES & ~word & TOPS) != 0) {
        return true;
      }
    }
    for (; at < text.length; at++) {
      if (text[at] == '?') {
        return true;
      }
    }
    return false;
  }
}
