package io.github.sqsconnect.benchmark;

import java.util.HashMap;
import java.util.Map;

/**
 * What is measured.
 *
 * @param format {@code raw} or {@code event-batch}
 * @param latency of the endpoint
 * @param tasks of the connector, or parallel loops of a bare client
 * @param partitions of the topic
 * @param tls whether the endpoint is used over TLS
 */
record Scenario(
    Payload payload,
    ValueType type,
    String format,
    Latency latency,
    int tasks,
    int partitions,
    boolean tls) {
  static final String RAW = "raw";
  static final String EVENT_BATCH = "event-batch";

  /** Requests in flight of a task: the connector's default. */
  static final int WINDOW = 64;

  private static final int USUAL_PARTITIONS = 4;

  /** Settings of all consumers; everything else has its default. */
  static final Map<String, String> CONSUMER = Map.of("auto.offset.reset", "earliest");

  /** Payloads of 1 KB, one task. Event batches are read from bytes, raw messages are text. */
  static Scenario of(String format, Latency latency) {
    ValueType type = format.equals(RAW) ? ValueType.STRING : ValueType.BYTES;
    return new Scenario(Payload.KB_1, type, format, latency, 1, USUAL_PARTITIONS, false);
  }

  /** Another format, with its usual type of values. */
  Scenario with(String other) {
    return new Scenario(payload, of(other, latency).type, other, latency, tasks, partitions, tls);
  }

  Scenario with(Payload other) {
    return new Scenario(other, type, format, latency, tasks, partitions, tls);
  }

  Scenario with(ValueType other) {
    return new Scenario(payload, other, format, latency, tasks, partitions, tls);
  }

  Scenario with(int otherTasks, int otherPartitions) {
    return new Scenario(payload, type, format, latency, otherTasks, otherPartitions, tls);
  }

  /** The same over TLS. */
  Scenario overTls() {
    return new Scenario(payload, type, format, latency, tasks, partitions, true);
  }

  /** The topic that holds its records. */
  String topic() {
    return "bench-" + payload.bytes() + "-" + partitions;
  }

  /** The settings of the connector besides topic, queue and credentials. */
  Map<String, String> settings() {
    Map<String, String> settings = new HashMap<>(type.settings(payload));
    settings.put("tasks.max", Integer.toString(tasks));
    settings.put("sqs.message.format", format);
    settings.put("sqs.max.in.flight.requests", Integer.toString(WINDOW));
    CONSUMER.forEach((key, value) -> settings.put("consumer.override." + key, value));
    return settings;
  }

  /** Format, latency, and all that is not as usual. */
  String label() {
    return format
        + ", "
        + latency.label()
        + (tls ? ", TLS" : "")
        + (payload == Payload.KB_1 ? "" : ", " + payload.label())
        + (type == of(format, latency).type ? "" : ", " + type.label())
        + (tasks == 1 ? "" : ", " + tasks + " tasks")
        + (partitions == USUAL_PARTITIONS
            ? ""
            : ", " + partitions + (partitions == 1 ? " partition" : " partitions"));
  }
}
