package io.github.sqsconnect.message;

/**
 * The queue that receives messages.
 *
 * @param url the queue URL for requests
 * @param chosenByRecord whether a record chose it, through a template in the name. If such a queue
 *     does not exist, its records are rejected; if a queue of the settings does not exist, the task
 *     stops
 */
public record TargetQueue(String url, boolean chosenByRecord) {
  /** A queue that the settings name. */
  public TargetQueue(String url) {
    this(url, false);
  }

  /**
   * Whether the name ends in {@code .fifo}. SQS requires this for FIFO queues and forbids it for
   * others.
   */
  public boolean isFifo() {
    return url.endsWith(QueueName.FIFO);
  }

  /** The part of the URL after the last slash. */
  public String name() {
    return url.substring(url.lastIndexOf('/') + 1);
  }
}
