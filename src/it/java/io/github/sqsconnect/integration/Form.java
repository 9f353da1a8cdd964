package io.github.sqsconnect.integration;

/**
 * Which form of a test runs: a short one in every build, a long one with {@code -Dit.long=true}.
 */
final class Form {
  private static final boolean LONG = Boolean.getBoolean("it.long");

  private Form() {}

  static <T> T of(T inEveryBuild, T onDemand) {
    return LONG ? onDemand : inEveryBuild;
  }
}
