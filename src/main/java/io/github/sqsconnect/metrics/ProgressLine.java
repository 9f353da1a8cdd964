package io.github.sqsconnect.metrics;

/** The progress line: every metric that has a key in it, as {@code key=value}. */
public final class ProgressLine {
  private ProgressLine() {}

  /**
   * The keys and values.
   *
   * @param now the time that ages are computed for
   */
  public static String text(MetricValues values, long now) {
    StringBuilder line = new StringBuilder(512);
    for (SinkMetric metric : SinkMetric.values()) {
      if (metric.progressKey().isEmpty()) {
        continue;
      }
      line.append(line.isEmpty() ? "" : " ").append(metric.progressKey()).append('=');
      append(line, metric, values.get(metric), now);
    }
    return line.toString();
  }

  private static void append(StringBuilder line, SinkMetric metric, double value, long now) {
    switch (metric) {
      case ENTRIES_PER_REQUEST, PAUSED_RATIO -> line.append(Math.round(value * 100) / 100.0);
      default ->
          line.append(
              metric.kind() == MetricKind.AGE ? Math.max(0, now - (long) value) : (long) value);
    }
  }
}
