package io.github.sqsconnect.metrics;

import java.util.List;

/** How a metric is measured, and which attributes of its MBean show it. */
public enum MetricKind {
  /** A total that only grows, and how fast it grows. */
  COUNTER("-total", "-rate"),
  /** A current value. */
  GAUGE(""),
  /** The time since something happened, computed when it is read. */
  AGE(""),
  /** The share of the time in which something was the case, 0 to 1, over the last minute. */
  SHARE(""),
  /** Values of the last minute. */
  DISTRIBUTION("-p50", "-p95", "-p99", "-max", "-avg");

  private final List<String> suffixes;

  MetricKind(String... suffixes) {
    this.suffixes = List.of(suffixes);
  }

  /** What follows the name of the metric in the names of its attributes. */
  public List<String> suffixes() {
    return suffixes;
  }
}
