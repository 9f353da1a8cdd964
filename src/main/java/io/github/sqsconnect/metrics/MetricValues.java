package io.github.sqsconnect.metrics;

/** The values of the metrics of one scope at one time. A time is a time of the task's clock. */
@SuppressWarnings("EnumOrdinal") // the index of an array that lives as long as the enum
public final class MetricValues {
  private final double[] values = new double[SinkMetric.values().length];

  /**
   * Sets a value.
   *
   * @param value of a counter its total; of an age the time from which it counts, which may be in
   *     the future; of a share the milliseconds since the start
   */
  public MetricValues set(SinkMetric metric, double value) {
    values[metric.ordinal()] = value;
    return this;
  }

  /** Sets a value that is a whole number. */
  public MetricValues set(SinkMetric metric, long value) {
    return set(metric, (double) value);
  }

  public double get(SinkMetric metric) {
    return values[metric.ordinal()];
  }
}
