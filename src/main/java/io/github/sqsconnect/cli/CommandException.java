package io.github.sqsconnect.cli;

/** The command cannot do its work. The message is the one line that the user sees. */
final class CommandException extends RuntimeException {
  private static final long serialVersionUID = 1L;

  CommandException(String message) {
    super(message, null, false, false);
  }
}
