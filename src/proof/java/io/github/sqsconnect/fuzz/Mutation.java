package io.github.sqsconnect.fuzz;

import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.List;
import java.util.Random;

/** What can befall bytes on their way. */
enum Mutation {
  FLIP {
    @Override
    byte[] at(int place, byte[] bytes, Random random) {
      byte[] flipped = bytes.clone();
      flipped[place] ^= (byte) (1 << random.nextInt(8));
      return flipped;
    }
  },
  REPLACE {
    @Override
    byte[] at(int place, byte[] bytes, Random random) {
      byte[] replaced = bytes.clone();
      replaced[place] = other(random);
      return replaced;
    }
  },
  CUT {
    @Override
    byte[] at(int place, byte[] bytes, Random random) {
      return Arrays.copyOf(bytes, place);
    }
  },
  INSERT {
    @Override
    byte[] at(int place, byte[] bytes, Random random) {
      byte[] piece = new byte[1 + random.nextInt(3)];
      for (int i = 0; i < piece.length; i++) {
        piece[i] = other(random);
      }
      return spliced(bytes, place, place, piece);
    }
  },
  REMOVE {
    @Override
    byte[] at(int place, byte[] bytes, Random random) {
      return spliced(bytes, place, end(place, bytes, random), new byte[0]);
    }
  },
  /** The same slice once more, somewhere else or at once. */
  REPEAT {
    @Override
    byte[] at(int place, byte[] bytes, Random random) {
      int end = end(place, bytes, random);
      byte[] slice = Arrays.copyOfRange(bytes, place, end);
      int where = random.nextBoolean() ? end : random.nextInt(bytes.length + 1);
      return spliced(bytes, where, where, slice);
    }
  };

  private static final List<Mutation> ALL = List.of(values());

  /** Bytes that mean something to somebody. */
  private static final byte[] TELLING =
      "{}[],:\"\\/0123456789-+.eE\0\r\n\t '<tfnu".getBytes(StandardCharsets.US_ASCII);

  /** The bytes with one thing done to them at that place, which must be one of them. */
  abstract byte[] at(int place, byte[] bytes, Random random);

  static Mutation any(Random random) {
    return ALL.get(random.nextInt(ALL.size()));
  }

  /** The bytes after one to three things that befell them. */
  static byte[] some(byte[] bytes, Random random) {
    byte[] mutated = bytes;
    for (int i = random.nextInt(3); i >= 0 && mutated.length > 0; i--) {
      mutated = any(random).at(random.nextInt(mutated.length), mutated, random);
    }
    return mutated;
  }

  private static byte other(Random random) {
    return random.nextBoolean()
        ? TELLING[random.nextInt(TELLING.length)]
        : (byte) random.nextInt(256);
  }

  private static int end(int place, byte[] bytes, Random random) {
    int most = bytes.length - place;
    return place + 1 + random.nextInt(random.nextBoolean() ? Math.min(most, 8) : most);
  }

  private static byte[] spliced(byte[] bytes, int from, int to, byte[] piece) {
    byte[] whole = new byte[from + piece.length + bytes.length - to];
    System.arraycopy(bytes, 0, whole, 0, from);
    System.arraycopy(piece, 0, whole, from, piece.length);
    System.arraycopy(bytes, to, whole, from + piece.length, bytes.length - to);
    return whole;
  }
}
