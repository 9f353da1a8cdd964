package io.github.sqsconnect.wrong;

/** The root that a step must not use. */
public final class WrongRoot {
  private WrongRoot() {}
}
