package io.github.sqsconnect.page;

/** Where the bytes of a text in UTF-8 are in the browser, which counts in units of UTF-16. */
final class CharacterIndex {
  private final int[] index;

  CharacterIndex(byte[] text) {
    index = new int[text.length + 1];
    int units = 0;
    for (int i = 0; i < text.length; i++) {
      index[i] = units;
      boolean isContinuation = (text[i] & 0xC0) == 0x80;
      boolean isOfFourBytes = (text[i] & 0xF8) == 0xF0;
      units += isContinuation ? 0 : isOfFourBytes ? 2 : 1;
    }
    index[text.length] = units;
  }

  /** The place of a byte, or of the end. */
  int of(int at) {
    return index[at];
  }
}
