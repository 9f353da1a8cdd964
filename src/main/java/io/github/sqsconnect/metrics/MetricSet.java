package io.github.sqsconnect.metrics;

import io.github.sqsconnect.delivery.MillisClock;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLongArray;
import org.apache.kafka.common.MetricName;
import org.apache.kafka.common.metrics.CompoundStat;
import org.apache.kafka.common.metrics.Sensor;
import org.apache.kafka.common.metrics.stats.Avg;
import org.apache.kafka.common.metrics.stats.Max;
import org.apache.kafka.common.metrics.stats.Percentile;
import org.apache.kafka.common.metrics.stats.Percentiles;
import org.apache.kafka.common.metrics.stats.Rate;

/**
 * The registered metrics of one MBean. The task's thread publishes values, and any thread reads
 * them through Kafka's library.
 */
@SuppressWarnings("EnumOrdinal") // the index of an array that lives as long as the enum
final class MetricSet implements AutoCloseable {
  /** Values of a distribution above this are counted as this, one hour. */
  private static final double LARGEST_MS = 3_600_000;

  /**
   * 2,000 buckets whose width grows with the value: 2 ms wide at 1 ms, 6 % of the value at 1 s, and
   * 1.8 s at an hour.
   */
  private static final int HISTOGRAM_BYTES = 8_000;

  /** A time after all others, from which an age of 0 is computed. */
  private static final double NOT_YET = Double.MAX_VALUE;

  private final MetricRegistry registry;
  private final Map<String, String> labels;
  private final MillisClock clock;
  private final List<SinkMetric> metrics;
  private final AtomicLongArray values = new AtomicLongArray(SinkMetric.values().length);
  private final Map<SinkMetric, Sensor> sensors = new EnumMap<>(SinkMetric.class);
  private final List<MetricName> names = new ArrayList<>();

  /**
   * The metrics of a scope, not registered yet.
   *
   * @param labels the labels of the scope with their values, in the order of the scope
   */
  MetricSet(
      MetricRegistry registry, MetricScope scope, Map<String, String> labels, MillisClock clock) {
    this.registry = registry;
    this.labels = labels;
    this.clock = clock;
    metrics = SinkMetric.in(scope);
  }

  /** Registers all metrics with the value 0. */
  void register() {
    metrics.forEach(this::register);
    registry.showInPluginMetrics(names, labels);
  }

  private void register(SinkMetric metric) {
    switch (metric.kind()) {
      case COUNTER -> {
        register(name(metric, 0), metric);
        sensor(metric).add(name(metric, 1), new Rate(TimeUnit.SECONDS));
      }
      case GAUGE -> register(name(metric, 0), metric);
      case AGE -> {
        values.set(metric.ordinal(), Double.doubleToRawLongBits(NOT_YET));
        register(name(metric, 0), metric);
      }
      case SHARE -> sensor(metric).add(name(metric, 0), new Rate(TimeUnit.MILLISECONDS));
      case DISTRIBUTION -> {
        sensor(metric).add(percentiles(name(metric, 0), name(metric, 1), name(metric, 2)));
        sensor(metric).add(name(metric, 3), new Max());
        sensor(metric).add(name(metric, 4), new Avg());
      }
    }
  }

  private void register(MetricName name, SinkMetric metric) {
    registry.add(
        name,
        metric.kind() == MetricKind.AGE
            ? (config, now) -> Math.max(0, clock.now() - value(metric))
            : (config, now) -> value(metric));
  }

  private double value(SinkMetric metric) {
    return Double.longBitsToDouble(values.get(metric.ordinal()));
  }

  private static CompoundStat percentiles(MetricName p50, MetricName p95, MetricName p99) {
    return new Percentiles(
        HISTOGRAM_BYTES,
        LARGEST_MS,
        Percentiles.BucketSizing.LINEAR,
        new Percentile(p50, 50),
        new Percentile(p95, 95),
        new Percentile(p99, 99));
  }

  /** The name of one of the attributes of a metric. */
  private MetricName name(SinkMetric metric, int attribute) {
    MetricName name = registry.name(metric, metric.attributes().get(attribute), labels);
    names.add(name);
    return name;
  }

  private Sensor sensor(SinkMetric metric) {
    return sensors.computeIfAbsent(metric, key -> registry.sensor(key.name() + labels));
  }

  /** Publishes the values of all metrics, except distributions. */
  void publish(MetricValues newest) {
    for (SinkMetric metric : metrics) {
      double value = newest.get(metric);
      Sensor sensor = sensors.get(metric);
      if (sensor == null) {
        values.lazySet(metric.ordinal(), Double.doubleToRawLongBits(value));
      } else if (metric.kind() != MetricKind.DISTRIBUTION) {
        double before = value(metric);
        // Less than before: the queue was forgotten, and its counts began at 0.
        double more = value < before ? value : value - before;
        values.lazySet(metric.ordinal(), Double.doubleToRawLongBits(value));
        if (more != 0) {
          sensor.record(more);
        }
      }
    }
  }

  /** Adds a value to a distribution. */
  void record(SinkMetric metric, long value) {
    Sensor sensor = sensors.get(metric);
    if (sensor != null) {
      sensor.record((double) value);
    }
  }

  /** Removes its metrics. */
  @Override
  public void close() {
    registry.remove(List.copyOf(sensors.values()), names);
  }
}
