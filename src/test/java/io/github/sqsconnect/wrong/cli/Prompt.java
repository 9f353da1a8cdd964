package io.github.sqsconnect.wrong.cli;

/** A command that a step must not use. */
public final class Prompt {
  private Prompt() {}
}
