package io.github.sqsconnect.message;

/**
 * A queue that messages are for.
 *
 * @param url the queue URL, as SQS wants it in requests
 */
public record TargetQueue(String url) {
  /** The name is authoritative: a FIFO queue's name ends so, and no other's does. */
  public boolean isFifo() {
    return url.endsWith(".fifo");
  }

  /** The part of the URL after the last slash. */
  public String name() {
    return url.substring(url.lastIndexOf('/') + 1);
  }
}
