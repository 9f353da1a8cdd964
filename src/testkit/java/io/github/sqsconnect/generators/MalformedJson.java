package io.github.sqsconnect.generators;

/** The text is not one JSON value. */
public final class MalformedJson extends RuntimeException {
  private static final long serialVersionUID = 1L;

  MalformedJson(String what, int at) {
    super(what + " at character " + at);
  }
}
