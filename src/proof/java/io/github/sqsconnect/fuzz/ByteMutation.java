package io.github.sqsconnect.fuzz;

import io.github.sqsconnect.property.Draw;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.List;

/** A change to bytes: one of them or a slice. */
enum ByteMutation {
  FLIP,
  REPLACE,
  CUT,
  INSERT,
  REMOVE,
  /** A slice repeated, directly behind itself or somewhere else. */
  REPEAT;

  private static final List<ByteMutation> ALL = List.of(values());

  /** Bytes with a meaning in JSON or HTTP. */
  private static final byte[] MEANINGFUL =
      "{}[],:\"\\/0123456789-+.eE\0\r\n\t '<tfnu".getBytes(StandardCharsets.US_ASCII);

  /** The bytes changed once, at a place among them. */
  byte[] at(int place, byte[] bytes, Draw draw) {
    return switch (this) {
      case FLIP -> replaced(bytes, place, bytes[place] ^ (1 << draw.below(8)));
      case REPLACE -> replaced(bytes, place, other(draw));
      case CUT -> Arrays.copyOf(bytes, place);
      case INSERT -> {
        byte[] piece = new byte[1 + draw.below(3)];
        for (int i = 0; i < piece.length; i++) {
          piece[i] = other(draw);
        }
        yield spliced(bytes, place, place, piece);
      }
      case REMOVE -> spliced(bytes, place, end(place, bytes, draw), new byte[0]);
      case REPEAT -> {
        int end = end(place, bytes, draw);
        byte[] slice = Arrays.copyOfRange(bytes, place, end);
        int where = draw.coin() ? end : draw.below(bytes.length + 1);
        yield spliced(bytes, where, where, slice);
      }
    };
  }

  private static byte[] replaced(byte[] bytes, int place, int other) {
    byte[] replaced = bytes.clone();
    replaced[place] = (byte) other;
    return replaced;
  }

  static ByteMutation any(Draw draw) {
    return ALL.get(draw.below(ALL.size()));
  }

  /** The bytes after one to three changes. */
  static byte[] some(byte[] bytes, Draw draw) {
    byte[] mutated = bytes;
    for (int i = draw.below(3); i >= 0 && mutated.length > 0; i--) {
      mutated = any(draw).at(draw.below(mutated.length), mutated, draw);
    }
    return mutated;
  }

  private static byte other(Draw draw) {
    return draw.coin() ? MEANINGFUL[draw.below(MEANINGFUL.length)] : (byte) draw.below(256);
  }

  private static int end(int place, byte[] bytes, Draw draw) {
    int most = bytes.length - place;
    return place + 1 + draw.below(draw.coin() ? Math.min(most, 8) : most);
  }

  private static byte[] spliced(byte[] bytes, int from, int to, byte[] piece) {
    byte[] whole = new byte[from + piece.length + bytes.length - to];
    System.arraycopy(bytes, 0, whole, 0, from);
    System.arraycopy(piece, 0, whole, from, piece.length);
    System.arraycopy(bytes, to, whole, from + piece.length, bytes.length - to);
    return whole;
  }
}
