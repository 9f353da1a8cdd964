package io.github.sqsconnect.metrics;

import java.lang.invoke.MethodHandle;
import java.lang.invoke.MethodHandles;
import java.lang.invoke.MethodType;
import java.util.LinkedHashMap;
import java.util.Map;
import org.apache.kafka.common.MetricName;
import org.apache.kafka.common.metrics.Gauge;
import org.apache.kafka.common.metrics.KafkaMetric;
import org.apache.kafka.common.metrics.MetricValueProvider;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The metrics of plugins on workers of Kafka 4.1 and newer (KIP-877). They are the only ones that a
 * {@code MetricsReporter} of the worker receives. The connector is compiled for older workers, so
 * the methods are looked up by name, once for each task.
 */
final class WorkerPluginMetrics {
  private static final Logger LOG = LoggerFactory.getLogger(WorkerPluginMetrics.class);
  private static final String CONTEXT = "org.apache.kafka.connect.sink.SinkTaskContext";
  private static final String PLUGIN_METRICS = "org.apache.kafka.common.metrics.PluginMetrics";

  private final Object pluginMetrics;
  private final MethodHandle metricName;
  private final MethodHandle addMetric;
  private final MethodHandle removeMetric;

  private WorkerPluginMetrics(Object pluginMetrics, Class<?> type)
      throws ReflectiveOperationException {
    this.pluginMetrics = pluginMetrics;
    MethodHandles.Lookup lookup = MethodHandles.publicLookup();
    metricName =
        lookup.findVirtual(
            type,
            "metricName",
            MethodType.methodType(
                MetricName.class, String.class, String.class, LinkedHashMap.class));
    addMetric =
        lookup.findVirtual(
            type,
            "addMetric",
            MethodType.methodType(void.class, MetricName.class, MetricValueProvider.class));
    removeMetric =
        lookup.findVirtual(
            type, "removeMetric", MethodType.methodType(void.class, MetricName.class));
  }

  /**
   * The plugin metrics of a task, or null if the worker has none.
   *
   * @param taskContext Connect's context of the task
   */
  static @Nullable WorkerPluginMetrics of(Object taskContext) {
    try {
      ClassLoader loader = MetricName.class.getClassLoader();
      Class<?> type = Class.forName(PLUGIN_METRICS, false, loader);
      Class<?> context = Class.forName(CONTEXT, false, WorkerPluginMetrics.class.getClassLoader());
      Object pluginMetrics =
          MethodHandles.publicLookup()
              .findVirtual(context, "pluginMetrics", MethodType.methodType(type))
              .invoke(taskContext);
      return pluginMetrics == null ? null : new WorkerPluginMetrics(pluginMetrics, type);
    } catch (ClassNotFoundException | NoSuchMethodException e) {
      return null; // The worker is older than 4.1.
    } catch (Throwable e) {
      LOG.debug("event=plugin_metrics_failed reason=\"{}\"", String.valueOf(e));
      return null;
    }
  }

  /**
   * Shows a metric there too.
   *
   * @param labels those besides connector and task, which Connect adds
   * @return its name there, or null if the worker refused it
   */
  @Nullable MetricName add(KafkaMetric metric, Map<String, String> labels) {
    MetricName name = metric.metricName();
    try {
      MetricName added =
          (MetricName)
              metricName.invoke(
                  pluginMetrics, name.name(), name.description(), new LinkedHashMap<>(labels));
      addMetric.invoke(pluginMetrics, added, (Gauge<Object>) (config, now) -> metric.metricValue());
      return added;
    } catch (Throwable e) {
      LOG.debug("event=plugin_metrics_failed reason=\"{}\"", String.valueOf(e));
      return null;
    }
  }

  /** Removes a metric. Connect may have removed it already. */
  void remove(MetricName added) {
    try {
      removeMetric.invoke(pluginMetrics, added);
    } catch (Throwable e) {
      LOG.debug("event=plugin_metrics_failed reason=\"{}\"", String.valueOf(e));
    }
  }
}
