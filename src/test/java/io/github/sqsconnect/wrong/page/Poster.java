package io.github.sqsconnect.wrong.page;

/** A page that a step must not use. */
public final class Poster {
  private Poster() {}
}
