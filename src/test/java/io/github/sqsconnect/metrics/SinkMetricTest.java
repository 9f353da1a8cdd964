package io.github.sqsconnect.metrics;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashSet;
import java.util.List;
import org.junit.jupiter.api.Test;

class SinkMetricTest {

  @Test
  void attributesOfOneMbeanHaveDifferentNames() {
    for (MetricScope scope : MetricScope.values()) {
      List<String> attributes = new ArrayList<>();
      SinkMetric.in(scope).forEach(metric -> attributes.addAll(metric.attributes()));
      assertThat(attributes).as(scope.type()).isNotEmpty().doesNotHaveDuplicates();
    }
  }

  /** The suffixes and units that the rules of the JMX exporters of others know. */
  @Test
  void namesFollowTheConventionsOfKafka() {
    for (SinkMetric metric : SinkMetric.values()) {
      for (String attribute : metric.attributes()) {
        assertThat(attribute).matches("[a-z0-9]+(-[a-z0-9]+)*");
      }
      if (metric.unit().equals("ms")) {
        assertThat(metric.attributes()).allMatch(name -> name.contains("-ms"));
      }
      assertThat(metric.description()).endsWith(".").doesNotContain("|");
    }
  }

  /** People parse the line: keys are only added, at its end. */
  @Test
  void keysOfTheProgressLineStayInTheirOrder() {
    List<String> keys =
        Arrays.stream(SinkMetric.values())
            .map(SinkMetric::progressKey)
            .filter(key -> !key.isEmpty())
            .toList();
    assertThat(keys)
        .startsWith(
            """
            records messages_delivered records_filtered records_rejected retries requests
            entries_per_request billed_units throttled attributes_dropped attributes_empty in_flight
            window records_waiting waiting crowded_groups buffered_bytes oldest_unacknowledged_ms
            paused_share records_not_received"""
                .split("\\s+"));
    assertThat(new HashSet<>(keys)).hasSameSizeAs(keys);
  }
}
