package io.github.sqsconnect.generators;

import java.util.ArrayList;
import java.util.List;
import java.util.Random;

/** A sequence of choices: made at random and noted, or replayed; when it ends, the rest are 0. */
final class Choices {
  private final Random random;
  private final List<Integer> made;
  private int at;

  private Choices(Random random, List<Integer> made) {
    this.random = random;
    this.made = made;
  }

  static Choices recording(Random random) {
    return new Choices(random, new ArrayList<>());
  }

  static Choices replaying(List<Integer> made) {
    return new Choices(null, made);
  }

  List<Integer> made() {
    return List.copyOf(made);
  }

  /** From 0, the simplest choice, to below the bound. */
  int below(int bound) {
    if (random != null) {
      made.add(random.nextInt(bound));
    }
    return at < made.size() ? made.get(at++) % bound : 0;
  }

  long anyLong() {
    long high = below(1 << 30);
    long middle = below(1 << 30);
    return high << 34 ^ middle << 15 ^ below(1 << 16);
  }
}
