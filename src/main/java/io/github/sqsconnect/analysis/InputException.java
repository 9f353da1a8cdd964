package io.github.sqsconnect.analysis;

/** The input cannot be used. The message is the one line that the user sees. */
public class InputException extends RuntimeException {
  private static final long serialVersionUID = 1L;

  public InputException(String message) {
    super(message, null, false, false);
  }
}
