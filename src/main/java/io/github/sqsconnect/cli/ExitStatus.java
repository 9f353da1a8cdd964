package io.github.sqsconnect.cli;

/** The exit statuses of all commands. */
final class ExitStatus {
  /** The command found nothing wrong. */
  static final int OK = 0;

  /** The command found errors in the configuration, or rejected records. */
  static final int FOUND = 1;

  /** The command could not do its work: wrong arguments, or input that it cannot read. */
  static final int FAILED = 2;

  private ExitStatus() {}
}
