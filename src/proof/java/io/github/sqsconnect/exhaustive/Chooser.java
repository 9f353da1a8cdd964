package io.github.sqsconnect.exhaustive;

import java.util.Arrays;

/**
 * Makes the choices of one run: first those of a given path, then the first option each time. For
 * the next run it chooses the next option, so that all continuations of the path are tried in turn.
 */
final class Chooser {
  /** Choices are kept as bytes without sign. */
  private static final int MOST_OPTIONS = 255;

  private byte[] chosen = new byte[256];
  private byte[] options = new byte[256];
  private int given;
  private int planned;
  private int made;

  /** Sets the path that all coming runs begin with. */
  void follow(byte[] path) {
    while (path.length > chosen.length) {
      grow();
    }
    System.arraycopy(path, 0, chosen, 0, path.length);
    given = path.length;
    planned = path.length;
    made = 0;
  }

  private void grow() {
    chosen = Arrays.copyOf(chosen, chosen.length * 2);
    options = Arrays.copyOf(options, options.length * 2);
  }

  /** Chooses one of this many options; with a single option there is no choice. */
  int choose(int count) {
    if (count == 1) {
      return 0;
    }
    if (count > MOST_OPTIONS) {
      throw new AssertionError(count + " options are more than a path can store");
    }
    if (made == chosen.length) {
      grow();
    }
    if (made >= planned) {
      chosen[made] = 0;
    } else if (made < given && Byte.toUnsignedInt(chosen[made]) >= count) {
      throw new AssertionError("the run is another than the one that made the path");
    }
    options[made] = (byte) count;
    return Byte.toUnsignedInt(chosen[made++]);
  }

  /** Whether the given path has been followed and at least one more choice was made. */
  boolean isBeyondPath() {
    return made > given;
  }

  /** Whether the given path has been followed to its end. */
  boolean isPathOver() {
    return made >= given;
  }

  /** The choices that this run has made beyond the given path. */
  byte[] beyondPath() {
    return Arrays.copyOfRange(chosen, given, made);
  }

  /** The given path. */
  byte[] given() {
    return Arrays.copyOf(chosen, given);
  }

  /** All choices of this run. */
  byte[] all() {
    return Arrays.copyOf(chosen, made);
  }

  /** Plans the next continuation of the path; false when all were taken. */
  boolean next() {
    int last = made - 1;
    while (last >= given && (byte) (chosen[last] + 1) == options[last]) {
      last--;
    }
    if (last < given) {
      return false;
    }
    chosen[last]++;
    planned = last + 1;
    made = 0;
    return true;
  }

  /** Begins the run of the same path again. */
  void again() {
    planned = given;
    made = 0;
  }
}
