package io.github.sqsconnect.message;

/** An unexpected failure of the connector on one record. */
final class UnexpectedFailure {
  private static final String ROOT = "io.github.sqsconnect.";

  private UnexpectedFailure() {}

  /** Names the exception and where it came from, but not its message, which may quote the value. */
  static Assembly.Rejected rejection(Throwable defect) {
    return new Assembly.Rejected(
        "the connector failed on this record, with "
            + defect.getClass().getName()
            + " in "
            + place(defect)
            + ". A value that does not fit its schema may be the cause, or a defect of the connector: report it with"
            + " this text");
  }

  private static String place(Throwable defect) {
    for (StackTraceElement frame : defect.getStackTrace()) {
      String name = frame.getClassName();
      if (name.startsWith(ROOT)) {
        return name.substring(name.lastIndexOf('.') + 1) + '.' + frame.getMethodName();
      }
    }
    return "an unknown place";
  }
}
