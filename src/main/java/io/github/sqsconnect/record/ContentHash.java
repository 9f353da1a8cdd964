package io.github.sqsconnect.record;

import io.github.sqsconnect.json.JsonBuffer;
import io.github.sqsconnect.json.JsonCanonicalizer;
import io.github.sqsconnect.json.JsonDocument;
import io.github.sqsconnect.json.TextScan;
import java.nio.ByteBuffer;
import java.util.Arrays;

/**
 * A 64-bit hash of what a value says, the same in every JVM and every version: it is part of the
 * name of every id, and so of the contract with consumers. Decision record 0006 defines it.
 *
 * <p>A JSON value is hashed as its canonical text, in which white space, escapes and members that
 * are null do not count. That text is needed for the message too, so it is read in one piece: in
 * four lanes, eight bytes a step each, which costs a few hundredths of a conversion. It tells
 * records apart that stand at one place in turn; it does not protect against values made to
 * collide.
 */
final class ContentHash {
  /** Of nothing at all: a record without a key. */
  static final long NONE = 0;

  /** Of what cannot be read. */
  static final long UNREADABLE = 1;

  private static final long MULTIPLIER = 0x9E37_79B9_7F4A_7C15L;
  private static final int BLOCK = 4 * Long.BYTES;

  private final JsonBuffer scratch = new JsonBuffer();
  private final byte[] lastBlock = new byte[BLOCK];

  /** The hash of a JSON value, which is tidied up for it. */
  long of(JsonDocument document) {
    JsonCanonicalizer.canonicalize(document);
    int root = document.root();
    return of(document.text(root), document.start(root), document.end(root));
  }

  /** The hash of text as it stands: that of its bytes in UTF-8. */
  long of(String text) {
    scratch.clear();
    scratch.putWholeText(text);
    return of(scratch.bytes(), 0, scratch.size());
  }

  long of(ByteBuffer buffer) {
    scratch.clear();
    scratch.put(buffer);
    return of(scratch.bytes(), 0, scratch.size());
  }

  long of(byte[] bytes) {
    return of(bytes, 0, bytes.length);
  }

  /** The hash of two hashes, in this order. */
  static long ofBoth(long first, long second) {
    return step(step(0, first), second);
  }

  private long of(byte[] text, int start, int end) {
    long a = 1;
    long b = 2;
    long c = 3;
    long d = 4;
    int at = start;
    for (; at <= end - BLOCK; at += BLOCK) {
      a = step(a, TextScan.eight(text, at));
      b = step(b, TextScan.eight(text, at + 8));
      c = step(c, TextScan.eight(text, at + 16));
      d = step(d, TextScan.eight(text, at + 24));
    }
    if (at < end) {
      Arrays.fill(lastBlock, (byte) 0);
      System.arraycopy(text, at, lastBlock, 0, end - at);
      a = step(a, TextScan.eight(lastBlock, 0));
      b = step(b, TextScan.eight(lastBlock, 8));
      c = step(c, TextScan.eight(lastBlock, 16));
      d = step(d, TextScan.eight(lastBlock, 24));
    }
    return step(step(step(step(end - start, a), b), c), d);
  }

  private static long step(long hash, long word) {
    long product = (hash ^ word) * MULTIPLIER;
    return product ^ product >>> 32;
  }
}
