package io.github.sqsconnect.throughput;

import java.util.HashMap;
import java.util.Map;

/**
 * One thing to be measured.
 *
 * @param format {@code raw} or {@code event-batch}
 * @param latency of the endpoint
 * @param tasks of the connector, or loops beside each other in a ceiling
 * @param partitions of the topic
 * @param isSecure whether the endpoint speaks TLS
 */
record Scenario(
    Payload payload,
    Kind kind,
    String format,
    Latency latency,
    int tasks,
    int partitions,
    boolean isSecure) {
  static final String RAW = "raw";
  static final String EVENT_BATCH = "event-batch";

  /** Requests under way of a task: the connector's default. */
  static final int WINDOW = 64;

  private static final int USUAL_PARTITIONS = 4;

  /** Of the connector's consumer and of the ceiling's; all else is left at the defaults. */
  static final Map<String, String> CONSUMER = Map.of("auto.offset.reset", "earliest");

  /** A kilobyte of bytes, or of text if it is not to be read; one task. */
  static Scenario of(String format, Latency latency) {
    Kind kind = format.equals(RAW) ? Kind.STRING : Kind.BYTES;
    return new Scenario(Payload.KB_1, kind, format, latency, 1, USUAL_PARTITIONS, false);
  }

  /** The other format, with values of the kind that is usual for it. */
  Scenario with(String other) {
    return new Scenario(
        payload, of(other, latency).kind, other, latency, tasks, partitions, isSecure);
  }

  Scenario with(Payload other) {
    return new Scenario(other, kind, format, latency, tasks, partitions, isSecure);
  }

  Scenario with(Kind other) {
    return new Scenario(payload, other, format, latency, tasks, partitions, isSecure);
  }

  Scenario with(int otherTasks, int otherPartitions) {
    return new Scenario(payload, kind, format, latency, otherTasks, otherPartitions, isSecure);
  }

  /** Over TLS. */
  Scenario secured() {
    return new Scenario(payload, kind, format, latency, tasks, partitions, true);
  }

  /** The topic that holds its records. */
  String topic() {
    return "bench-" + payload.bytes() + "-" + partitions;
  }

  /** What the connector needs besides queue and credentials. */
  Map<String, String> settings() {
    Map<String, String> settings = new HashMap<>(kind.settings(payload));
    settings.put("topics", topic());
    settings.put("tasks.max", Integer.toString(tasks));
    settings.put("sqs.message.format", format);
    settings.put("sqs.max.in.flight.requests", Integer.toString(WINDOW));
    CONSUMER.forEach((key, value) -> settings.put("consumer.override." + key, value));
    return settings;
  }

  /** All that differs from the usual. */
  String label() {
    return format
        + ", "
        + latency.label()
        + (isSecure ? ", TLS" : "")
        + (payload == Payload.KB_1 ? "" : ", " + payload.label())
        + (kind == of(format, latency).kind ? "" : ", " + kind.label())
        + (tasks == 1 ? "" : ", " + tasks + " tasks")
        + (partitions == USUAL_PARTITIONS
            ? ""
            : ", " + partitions + (partitions == 1 ? " partition" : " partitions"));
  }
}
