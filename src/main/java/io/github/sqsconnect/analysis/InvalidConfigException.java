package io.github.sqsconnect.analysis;

/** A configuration has an error, which {@link ConfigCheck} describes with its key. */
public final class InvalidConfigException extends InputException {
  private static final long serialVersionUID = 1L;

  public InvalidConfigException(String message) {
    super(message);
  }
}
