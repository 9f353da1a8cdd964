package io.github.sqsconnect.message;

/**
 * A queue as a setting names it: one queue, or a queue for each name that a template produces.
 *
 * @param setting the setting that names it, for people
 * @param path its URL up to the name, with the slash before the name
 * @param name its name, which has {@code ${...}} if it is a template
 */
public record QueuePattern(String setting, String path, String name) {
  /** Whether the record chooses the queue. */
  public boolean isTemplate() {
    return name.contains("${");
  }

  /** Whether it is a FIFO queue, for every record. */
  public boolean isFifo() {
    return name.endsWith(QueueName.FIFO);
  }

  /** The URL of the queue, with the placeholders of the template. */
  public String url() {
    return path + name;
  }
}
