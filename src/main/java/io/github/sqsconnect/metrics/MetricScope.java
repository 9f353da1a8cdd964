package io.github.sqsconnect.metrics;

import java.util.List;

/** What metrics are about. Each scope has one MBean for each combination of its labels. */
public enum MetricScope {
  TASK("sqs-sink-task-metrics", "One for each task."),
  QUEUE(
      "sqs-sink-queue-metrics",
      "One for each queue of a task that is in memory, at most 100 for each task.",
      "queue"),
  REJECTION(
      "sqs-sink-rejection-metrics",
      "One for each kind of reason to reject a record, for each task.",
      "reason"),
  RETRY("sqs-sink-retry-metrics", "One for each cause of retries, for each task.", "cause"),
  INFO("sqs-sink-task-info", "One for each task.", "version", "format");

  private final String type;
  private final String description;
  private final List<String> labels;

  MetricScope(String type, String description, String... labels) {
    this.type = type;
    this.description = description;
    this.labels = List.of(labels);
  }

  /** The type of the MBean. */
  public String type() {
    return type;
  }

  public String description() {
    return description;
  }

  /** The labels that it has besides connector and task. */
  public List<String> labels() {
    return labels;
  }
}
