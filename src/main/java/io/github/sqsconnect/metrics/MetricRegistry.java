package io.github.sqsconnect.metrics;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.apache.kafka.common.MetricName;
import org.apache.kafka.common.metrics.JmxReporter;
import org.apache.kafka.common.metrics.KafkaMetric;
import org.apache.kafka.common.metrics.KafkaMetricsContext;
import org.apache.kafka.common.metrics.Measurable;
import org.apache.kafka.common.metrics.Metrics;
import org.apache.kafka.common.metrics.Sensor;
import org.jspecify.annotations.Nullable;

/**
 * Where the metrics of one task are registered: MBeans in the domain {@code kafka.connect}, and
 * Connect's plugin metrics if the worker has them.
 *
 * <p>Connect may start a task again on the same worker before its predecessor has ended. The
 * metrics then belong to the newer one ({@link TaskOwner}), and the older one must neither change
 * nor remove them.
 */
final class MetricRegistry implements AutoCloseable {
  private final Map<String, String> task;
  private final @Nullable WorkerPluginMetrics plugin;
  private final Metrics metrics = new Metrics();
  private final JmxReporter mbeans = new JmxReporter();
  private final TaskOwner owner;

  /** The names in the plugin metrics. Changed by the owner, and once by its successor. */
  private final Map<MetricName, MetricName> pluginNames = new LinkedHashMap<>();

  /**
   * A registry without metrics.
   *
   * @param task the labels connector and task
   * @param taskContext Connect's context of the task
   */
  MetricRegistry(Map<String, String> task, Object taskContext) {
    this.task = Map.copyOf(task);
    plugin = WorkerPluginMetrics.of(taskContext);
    // Kafka's library counts its own metrics in an MBean that the worker has already.
    metrics.removeMetric(metrics.metricName("count", "kafka-metrics-count"));
    mbeans.contextChange(new KafkaMetricsContext("kafka.connect"));
    metrics.addReporter(mbeans);
    owner = new TaskOwner(this.task, this::release);
  }

  /** The name of an attribute of an MBean. */
  MetricName name(SinkMetric metric, String attribute, Map<String, String> labels) {
    Map<String, String> all = new LinkedHashMap<>();
    all.put("connector", task.getOrDefault("connector", ""));
    all.put("task", task.getOrDefault("task", ""));
    all.putAll(labels);
    return metrics.metricName(attribute, metric.scope().type(), metric.description(), all);
  }

  /** Registers a value that is read when somebody asks for it. */
  void add(MetricName name, Measurable value) {
    metrics.addMetric(name, value);
  }

  /** A sensor, whose statistics are registered when they are added to it. */
  Sensor sensor(String name) {
    return metrics.sensor(name);
  }

  /** Shows registered metrics in Connect's plugin metrics too. */
  void showInPluginMetrics(List<MetricName> names, Map<String, String> labels) {
    if (plugin == null) {
      return;
    }
    for (MetricName name : names) {
      KafkaMetric metric = metrics.metric(name);
      MetricName added = metric == null ? null : plugin.add(metric, labels);
      if (added != null) {
        pluginNames.put(name, added);
      }
    }
  }

  /** Changes metrics, unless they belong to a newer registry of the same task. */
  void ifOwner(Runnable change) {
    owner.ifOwner(change);
  }

  /** Removes metrics, and the MBeans that are empty then. */
  void remove(List<Sensor> sensors, List<MetricName> names) {
    ifOwner(
        () -> {
          removeFromPluginMetrics(names);
          sensors.forEach(sensor -> metrics.removeSensor(sensor.name()));
          names.forEach(metrics::removeMetric);
        });
  }

  private void removeFromPluginMetrics(List<MetricName> names) {
    for (MetricName name : names) {
      MetricName added = pluginNames.remove(name);
      if (added != null && plugin != null) {
        plugin.remove(added);
      }
    }
  }

  private void release() {
    removeFromPluginMetrics(List.copyOf(pluginNames.keySet()));
    metrics.close();
  }

  /** Removes all metrics, unless a newer registry of the same task has replaced them. */
  @Override
  public void close() {
    owner.close();
  }
}
