package io.github.sqsconnect.watch;

import java.util.Map;

/**
 * What the connector's task and its worker report, from the metrics of the task or, if it has none,
 * from the REST interface of the worker.
 *
 * @param reason why the task has failed; empty if it has not
 */
record TaskReading(State state, String reason, Map<String, Double> metrics) {
  /** The states of the task that the picture shows. */
  enum State {
    RUNNING,
    /** The worker runs, the task not yet. */
    STARTING,
    FAILED,
    /** There is no worker. */
    DOWN
  }

  static final TaskReading STARTING = new TaskReading(State.STARTING, "", Map.of());
  static final TaskReading DOWN = new TaskReading(State.DOWN, "", Map.of());

  static TaskReading running(Map<String, Double> metrics) {
    return new TaskReading(State.RUNNING, "", metrics);
  }

  static TaskReading failed(String reason) {
    return new TaskReading(State.FAILED, reason, Map.of());
  }

  boolean running() {
    return state == State.RUNNING;
  }

  long waiting() {
    return metric("records-waiting") + metric("messages-waiting");
  }

  long inFlight() {
    return metric("requests-in-flight");
  }

  long window() {
    return metric("in-flight-window");
  }

  long retried() {
    return metric("messages-retried-total");
  }

  long pausedPartitions() {
    return metric("partitions-paused");
  }

  long bufferBytes() {
    return metric("buffer-bytes");
  }

  long bufferMaxBytes() {
    return metric("buffer-max-bytes");
  }

  /** Whether the last requests failed, so that the connector probes the queue. */
  boolean queueFails() {
    return metric("queues-failing") > 0;
  }

  /** Nothing waits and nothing is in flight. */
  boolean isIdle() {
    return waiting() == 0 && inFlight() == 0;
  }

  private long metric(String name) {
    return metrics.getOrDefault(name, 0.0).longValue();
  }
}
