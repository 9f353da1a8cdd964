package io.github.sqsconnect.record;

import io.github.sqsconnect.json.JsonBuffer;
import io.github.sqsconnect.json.JsonCanonicalizer;
import io.github.sqsconnect.json.JsonDocument;
import io.github.sqsconnect.json.TextScan;
import java.nio.ByteBuffer;
import java.util.Arrays;

/**
 * A 64-bit hash of a value, the same in every JVM and every version. It is part of the name of
 * every id, and therefore part of the contract with consumers. Decision record 0006 defines it.
 *
 * <p>The hash of a JSON value is the hash of its canonical text, so white space, escapes and null
 * members make no difference. The text is hashed in four lanes of eight bytes, which costs a few
 * percent of a conversion. The hash distinguishes records that had the same position one after the
 * other. It does not protect against values that were made to collide.
 */
final class ContentHash {
  /** The hash of a missing key. */
  static final long NONE = 0;

  /** The hash of a key that cannot be read. */
  static final long UNREADABLE = 1;

  private static final long MULTIPLIER = 0x9E37_79B9_7F4A_7C15L;
  private static final int BLOCK = 4 * Long.BYTES;

  private final JsonBuffer scratch = new JsonBuffer();
  private final byte[] lastBlock = new byte[BLOCK];

  /** The hash of a JSON value. The document is made canonical. */
  long hash(JsonDocument document) {
    JsonCanonicalizer.canonicalize(document);
    int root = document.root();
    return hash(document.text(root), document.start(root), document.end(root));
  }

  /** The hash of text: the hash of its bytes in UTF-8. */
  long hash(String text) {
    scratch.clear();
    scratch.putWholeText(text);
    return hash(scratch.bytes(), 0, scratch.size());
  }

  long hash(ByteBuffer buffer) {
    scratch.clear();
    scratch.put(buffer);
    return hash(scratch.bytes(), 0, scratch.size());
  }

  long hash(byte[] bytes) {
    return hash(bytes, 0, bytes.length);
  }

  /** The hash of two hashes, in this order. */
  static long combine(long first, long second) {
    return step(step(0, first), second);
  }

  private long hash(byte[] text, int start, int end) {
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
