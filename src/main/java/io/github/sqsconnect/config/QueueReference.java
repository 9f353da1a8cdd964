package io.github.sqsconnect.config;

import org.jspecify.annotations.Nullable;

/**
 * A queue as a user writes it: a URL or an ARN. The name at its end may be a template. Everything
 * before the name is the same for all records, because a task has one client for one endpoint.
 *
 * @param text without blanks around it
 * @param nameAt the index where the name begins
 */
public record QueueReference(String text, int nameAt) {
  private static final String ARN = "arn:";
  private static final int COLONS_BEFORE_NAME = 5;
  private static final String FIFO = ".fifo";
  private static final String OPEN = "${";

  /** Stands for the text of any placeholder. */
  private static final String ANY = "x";

  /** Finds the name in a text that may have errors. */
  public static QueueReference of(String urlOrArn) {
    String text = urlOrArn.trim();
    boolean isArn = text.startsWith(ARN);
    int nameAt = 0;
    int colons = 0;
    for (int i = 0; i < text.length(); i = next(text, i)) {
      char c = text.charAt(i);
      if (isArn ? c == ':' && ++colons <= COLONS_BEFORE_NAME : c == '/') {
        nameAt = i + 1;
      }
    }
    return new QueueReference(text, nameAt);
  }

  /** The index after a character, or after a whole placeholder: it may contain any character. */
  private static int next(String text, int at) {
    int close = text.startsWith(OPEN, at) ? text.indexOf('}', at) : -1;
    return close < 0 ? at + 1 : close + 1;
  }

  /** The error in the placeholders of a queue, or null. */
  static @Nullable String error(String urlOrArn) {
    QueueReference queue = of(urlOrArn);
    String before = queue.text.substring(0, queue.nameAt);
    int open = before.indexOf(OPEN);
    if (open >= 0) {
      return "has "
          + before.substring(open, next(before, open))
          + " before the name of the queue. Allowed: ${...} in the name only, which is the part after the last '/' of a"
          + " URL or the last ':' of an ARN. Host, region and account are the same for all records.";
    }
    return queue.isTemplate() ? Templates.error(queue.name()) : null;
  }

  /** The name, with its placeholders. */
  public String name() {
    return text.substring(nameAt);
  }

  /** Whether the record chooses the name. */
  public boolean isTemplate() {
    return name().contains(OPEN);
  }

  /**
   * Whether it is a FIFO queue: the name ends in .fifo. For a template, it does for all records.
   */
  public boolean isFifo() {
    return text.endsWith(FIFO);
  }

  /** The queue itself, or the queue with the shortest name that its template can produce. */
  public String example() {
    StringBuilder example = new StringBuilder();
    for (int i = 0; i < text.length(); i = next(text, i)) {
      int next = next(text, i);
      example.append(next > i + 1 ? ANY : text.substring(i, next));
    }
    return example.toString();
  }
}
