package io.github.sqsconnect.integration;

/** Chooses between the short form of a test, and the long one that {@code -Dit.long=true} runs. */
final class TestLength {
  private static final boolean LONG = Boolean.getBoolean("it.long");

  private TestLength() {}

  static <T> T choose(T inEveryBuild, T onDemand) {
    return LONG ? onDemand : inEveryBuild;
  }
}
