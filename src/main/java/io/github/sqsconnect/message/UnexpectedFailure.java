package io.github.sqsconnect.message;

/** Describes an unexpected exception on one record. */
final class UnexpectedFailure {
  private static final String ROOT = "io.github.sqsconnect.";

  private UnexpectedFailure() {}

  /** Names the exception and its place, but not its message, which may quote the value. */
  static String reason(Throwable failure) {
    return "the connector failed on this record, with "
        + failure.getClass().getName()
        + " in "
        + place(failure)
        + ". A value that does not fit its schema may be the cause, or a defect of the connector: report it with"
        + " this text";
  }

  private static String place(Throwable failure) {
    for (StackTraceElement frame : failure.getStackTrace()) {
      String name = frame.getClassName();
      if (name.startsWith(ROOT)) {
        return name.substring(name.lastIndexOf('.') + 1) + '.' + frame.getMethodName();
      }
    }
    return "an unknown place";
  }
}
