package io.github.sqsconnect.wrong.analysis;

/** An analysis that a step must not use. */
public final class Verdict {
  private Verdict() {}
}
