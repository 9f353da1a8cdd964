package io.github.sqsconnect.message;

/**
 * The queue that receives messages.
 *
 * @param url the queue URL for requests
 */
public record TargetQueue(String url) {
  /**
   * Whether the name ends in {@code .fifo}. SQS requires this for FIFO queues and forbids it for
   * others.
   */
  public boolean isFifo() {
    return url.endsWith(".fifo");
  }

  /** The part of the URL after the last slash. */
  public String name() {
    return url.substring(url.lastIndexOf('/') + 1);
  }
}
