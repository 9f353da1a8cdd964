package io.github.sqsconnect.message;

/** The rules of SQS for the name of a queue. */
public final class QueueName {
  /** The end of the name of every FIFO queue. */
  public static final String FIFO = ".fifo";

  /** The most characters of a name, with its end. */
  static final int LONGEST = 80;

  /** The result of {@link #invalidAt} for a name in which every character is allowed. */
  static final int NONE = -1;

  private QueueName() {}

  /** Whether a queue can have that name. */
  public static boolean isLegal(String name) {
    return name.length() <= LONGEST && stemLength(name) > 0 && invalidAt(name) == NONE;
  }

  /** The number of characters before {@code .fifo}, or of the whole name. */
  static int stemLength(String name) {
    return name.endsWith(FIFO) ? name.length() - FIFO.length() : name.length();
  }

  /** The index of the first character that no name can have, or {@link #NONE}. */
  static int invalidAt(String name) {
    int length = stemLength(name);
    for (int i = 0; i < length; i++) {
      if (!isAllowed(name.charAt(i))) {
        return i;
      }
    }
    return NONE;
  }

  /** Whether a name can have that character. */
  static boolean isAllowed(char c) {
    return (c >= 'a' && c <= 'z')
        || (c >= 'A' && c <= 'Z')
        || (c >= '0' && c <= '9')
        || c == '-'
        || c == '_';
  }
}
