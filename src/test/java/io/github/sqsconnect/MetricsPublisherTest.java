package io.github.sqsconnect;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.sqsconnect.fakes.EndpointTask;
import io.github.sqsconnect.fakes.FakeReporter;
import java.lang.management.ManagementFactory;
import java.time.Duration;
import java.util.Set;
import javax.management.JMException;
import javax.management.MBeanServer;
import javax.management.ObjectName;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.Test;

/** The metrics of a real task, which sends to the scripted endpoint. */
class MetricsPublisherTest {
  private final MBeanServer mbeans = ManagementFactory.getPlatformMBeanServer();

  private Set<ObjectName> names() throws JMException {
    return mbeans.queryNames(new ObjectName("kafka.connect:connector=published,*"), null);
  }

  private double read(String type, String labels, String attribute) throws JMException {
    ObjectName name =
        new ObjectName("kafka.connect:type=" + type + ",connector=published,task=3" + labels);
    return ((Number) mbeans.getAttribute(name, attribute)).doubleValue();
  }

  @Test
  void metricsShowWhatTheTaskDidAndAreRemovedWithIt() throws JMException {
    EndpointTask task =
        EndpointTask.reportingTo(new FakeReporter(), "events")
            .set("name", "published")
            .set("task.index", "3")
            .set("sqs.message.format", "json");
    try (task) {
      task.next(1).throttle();
      task.start();
      task.put("{\"a\":1}", "no JSON", "{\"a\":2}");
      Awaitility.await()
          .atMost(Duration.ofSeconds(20))
          .untilAsserted(
              () -> {
                task.put();
                assertThat(read("sqs-sink-task-metrics", "", "records-delivered-total"))
                    .isEqualTo(2);
              });

      String type = "sqs-sink-task-metrics";
      assertThat(read(type, "", "records-received-total")).isEqualTo(3);
      assertThat(read(type, "", "records-rejected-total")).isEqualTo(1);
      assertThat(read(type, "", "dead-letters-total")).isEqualTo(1);
      assertThat(read(type, "", "requests-throttled-total")).isEqualTo(1);
      assertThat(read(type, "", "messages-sent-total")).isEqualTo(4);
      assertThat(read(type, "", "buffer-max-bytes")).isEqualTo(33_554_432);
      assertThat(read(type, "", "request-latency-ms-max")).isPositive();
      assertThat(read(type, "", "oldest-unacknowledged-age-ms")).isZero();
      assertThat(read("sqs-sink-queue-metrics", ",queue=events", "messages-delivered-total"))
          .isEqualTo(2);
      assertThat(read("sqs-sink-rejection-metrics", ",reason=not_json", "records-rejected-total"))
          .isEqualTo(1);
      assertThat(read("sqs-sink-retry-metrics", ",cause=throttled", "messages-retried-total"))
          .isEqualTo(2);
    }
    assertThat(names()).isEmpty();
  }

  @Test
  void metricsHaveValuesBeforeTheFirstPoll() throws JMException {
    EndpointTask task = EndpointTask.reportingTo(new FakeReporter(), "events");
    try (task) {
      task.set("name", "published").set("task.index", "3").start();
      assertThat(read("sqs-sink-task-metrics", "", "buffer-max-bytes")).isEqualTo(33_554_432);
      assertThat(read("sqs-sink-task-metrics", "", "last-success-age-ms")).isLessThan(60_000);
      assertThat(read("sqs-sink-rejection-metrics", ",reason=sqs", "records-rejected-total"))
          .isZero();
    }
  }
}
