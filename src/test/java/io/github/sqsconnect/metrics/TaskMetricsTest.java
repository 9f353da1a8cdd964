package io.github.sqsconnect.metrics;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.sqsconnect.delivery.DeliveryCounts;
import io.github.sqsconnect.delivery.QueueStatus;
import io.github.sqsconnect.fakes.ManualClock;
import io.github.sqsconnect.message.TargetQueue;
import java.lang.management.ManagementFactory;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Set;
import java.util.stream.IntStream;
import javax.management.JMException;
import javax.management.MBeanServer;
import javax.management.ObjectName;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class TaskMetricsTest {
  private static final String TASK = "sqs-sink-task-metrics";
  private static final String QUEUE = "sqs-sink-queue-metrics";

  private final MBeanServer mbeans = ManagementFactory.getPlatformMBeanServer();
  private final ManualClock clock = new ManualClock(10_000);
  private final List<TaskMetrics> open = new ArrayList<>();

  private TaskMetrics metrics(String connector, String task) {
    TaskMetrics metrics = new TaskMetrics(connector, task, "1.2.3", "json", clock, new Object());
    open.add(metrics);
    return metrics;
  }

  @AfterEach
  void close() throws JMException {
    open.forEach(TaskMetrics::close);
    assertThat(names("*")).as("MBeans left").isEmpty();
  }

  private Set<ObjectName> names(String type) throws JMException {
    return mbeans.queryNames(new ObjectName("kafka.connect:type=" + type + ",*"), null);
  }

  private double read(String type, String labels, String attribute) throws JMException {
    return ((Number)
            mbeans.getAttribute(
                new ObjectName("kafka.connect:type=" + type + "," + labels), attribute))
        .doubleValue();
  }

  private static QueueStatus queue(String url) {
    return queue(new TargetQueue(url));
  }

  private static QueueStatus queue(TargetQueue queue) {
    return new QueueStatus(queue, DeliveryCounts.ofTask(0), 0, 1, 0, false, 0);
  }

  private static MetricValues values(SinkMetric metric, long value) {
    return new MetricValues().set(metric, value);
  }

  @Test
  void everyAttributeOfATaskIsReadable() throws JMException {
    metrics("orders", "0").publish(new MetricValues());
    ObjectName name = new ObjectName("kafka.connect:type=" + TASK + ",connector=orders,task=0");
    List<String> declared = new ArrayList<>();
    SinkMetric.in(MetricScope.TASK).forEach(metric -> declared.addAll(metric.attributes()));

    assertThat(Arrays.stream(mbeans.getMBeanInfo(name).getAttributes()).map(a -> a.getName()))
        .containsExactlyInAnyOrderElementsOf(declared);
    for (String attribute : declared) {
      assertThat(mbeans.getAttribute(name, attribute)).as(attribute).isInstanceOf(Number.class);
    }
  }

  @Test
  void countersHaveTheirTotalAndARate() throws JMException {
    TaskMetrics metrics = metrics("orders", "0");
    metrics.publish(values(SinkMetric.RECORDS_RECEIVED, 600));
    metrics.publish(values(SinkMetric.RECORDS_RECEIVED, 900));

    assertThat(read(TASK, "connector=orders,task=0", "records-received-total")).isEqualTo(900);
    assertThat(read(TASK, "connector=orders,task=0", "records-received-rate"))
        .as("of a window of 30 seconds")
        .isBetween(25.0, 30.0);
  }

  @Test
  void agesGrowWithoutAnybodyPublishing() throws JMException {
    TaskMetrics metrics = metrics("orders", "0");
    metrics.publish(values(SinkMetric.LAST_SUCCESS_AGE, 9_000));
    clock.advance(50_000);
    assertThat(read(TASK, "connector=orders,task=0", "last-success-age-ms")).isEqualTo(51_000);

    metrics.publish(values(SinkMetric.OLDEST_UNACKNOWLEDGED_AGE, Long.MAX_VALUE));
    assertThat(read(TASK, "connector=orders,task=0", "oldest-unacknowledged-age-ms")).isZero();
  }

  /** A task may wait for its first records for a long time. */
  @Test
  void agesAreZeroUntilTheyArePublished() throws JMException {
    metrics("orders", "0");
    assertThat(read(TASK, "connector=orders,task=0", "oldest-unacknowledged-age-ms")).isZero();
    assertThat(read(TASK, "connector=orders,task=0", "last-success-age-ms")).isZero();
  }

  @Test
  void distributionsHavePercentilesWithinSixPercent() throws JMException {
    TaskMetrics metrics = metrics("orders", "0");
    IntStream.rangeClosed(1, 1_000).forEach(metrics::recordDelivered);
    for (int percent : new int[] {50, 95, 99}) {
      assertThat(read(TASK, "connector=orders,task=0", "record-age-ms-p" + percent))
          .isBetween(percent * 9.4, percent * 10.6);
    }
    assertThat(read(TASK, "connector=orders,task=0", "record-age-ms-max")).isEqualTo(1_000);
    assertThat(read(TASK, "connector=orders,task=0", "record-age-ms-avg")).isEqualTo(500.5);

    metrics.recordDelivered(90_000_000);
    assertThat(read(TASK, "connector=orders,task=0", "record-age-ms-max")).isEqualTo(90_000_000);
  }

  @Test
  void pausedRatioIsAShareOfTheTime() throws JMException {
    TaskMetrics metrics = metrics("orders", "0");
    metrics.publish(values(SinkMetric.PAUSED_RATIO, 0));
    metrics.publish(values(SinkMetric.PAUSED_RATIO, 15_000));
    assertThat(read(TASK, "connector=orders,task=0", "paused-ratio"))
        .as("15 of 30 seconds")
        .isBetween(0.45, 0.5);
  }

  @Test
  void tasksConnectorsReasonsAndCausesAreToldApart() throws JMException {
    metrics("orders", "0").publish(values(SinkMetric.RECORDS_RECEIVED, 1));
    metrics("orders", "1").publish(values(SinkMetric.RECORDS_RECEIVED, 2));
    TaskMetrics other = metrics("a,b=\"c\"*", "0");
    other.publish(values(SinkMetric.RECORDS_RECEIVED, 3));
    other.publishRejections("not_json", 4);
    other.publishRejections("sqs", 5);
    other.publishRetries("throttled", 6);

    String quoted = "connector=" + ObjectName.quote("a,b=\"c\"*") + ",task=0";
    assertThat(read(TASK, "connector=orders,task=0", "records-received-total")).isEqualTo(1);
    assertThat(read(TASK, "connector=orders,task=1", "records-received-total")).isEqualTo(2);
    assertThat(read(TASK, quoted, "records-received-total")).isEqualTo(3);
    String rejections = "sqs-sink-rejection-metrics";
    assertThat(read(rejections, quoted + ",reason=not_json", "records-rejected-total"))
        .isEqualTo(4);
    assertThat(read(rejections, quoted + ",reason=sqs", "records-rejected-total")).isEqualTo(5);
    assertThat(
            read("sqs-sink-retry-metrics", quoted + ",cause=throttled", "messages-retried-total"))
        .isEqualTo(6);
    assertThat(read("sqs-sink-task-info", quoted + ",version=1.2.3,format=json", "info"))
        .isEqualTo(1);
  }

  @Test
  void queuesAreNamedAndForgotten() throws JMException {
    TaskMetrics metrics = metrics("orders", "0");
    QueueStatus first = queue("https://sqs.eu-west-1.amazonaws.com/1/events");
    QueueStatus sameName = queue("https://sqs.eu-west-1.amazonaws.com/2/events");
    metrics.publishQueues(
        List.of(first, sameName), queue -> values(SinkMetric.QUEUE_MESSAGES_WAITING, 3));
    metrics.requestCompleted(first.queue(), 40);

    String labels = "connector=orders,task=0,queue=";
    assertThat(read(QUEUE, labels + "events", "messages-waiting")).isEqualTo(3);
    assertThat(read(QUEUE, labels + "events", "request-latency-ms-max")).isEqualTo(40);
    assertThat(read(QUEUE, labels + ObjectName.quote(sameName.queue().url()), "messages-waiting"))
        .isEqualTo(3);
    assertThat(read(TASK, "connector=orders,task=0", "request-latency-ms-max")).isEqualTo(40);

    metrics.publishQueues(List.of(sameName), queue -> new MetricValues());
    assertThat(names(QUEUE)).hasSize(1);
  }

  /** With more than 1,000 queues, a queue may be forgotten and used again within a second. */
  @Test
  void rateOfAQueueIsNotNegativeWhenItsCountsBeginAgain() throws JMException {
    TaskMetrics metrics = metrics("orders", "0");
    List<QueueStatus> queues = List.of(queue("http://localhost/1/events"));
    metrics.publishQueues(queues, queue -> values(SinkMetric.QUEUE_MESSAGES_SENT, 600));
    metrics.publishQueues(queues, queue -> values(SinkMetric.QUEUE_MESSAGES_SENT, 300));

    String labels = "connector=orders,task=0,queue=events";
    assertThat(read(QUEUE, labels, "messages-sent-total")).isEqualTo(300);
    assertThat(read(QUEUE, labels, "messages-sent-rate"))
        .as("900 messages in a window of 30 seconds")
        .isBetween(25.0, 30.0);
  }

  /** The settings can name a queue that a record chooses too. */
  @Test
  void queuesWithOneUrlAreToldApart() throws JMException {
    String url = "http://localhost/2/events";
    List<QueueStatus> queues =
        List.of(queue("http://localhost/1/events"), queue(url), queue(new TargetQueue(url, true)));
    metrics("orders", "0").publishQueues(queues, queue -> new MetricValues());
    assertThat(names(QUEUE))
        .extracting(name -> name.getKeyProperty("queue"))
        .containsExactlyInAnyOrder(
            "events", ObjectName.quote(url), ObjectName.quote(url + " (chosen by record)"));
  }

  @Test
  void atMostAHundredQueuesHaveAnMbean() throws JMException {
    TaskMetrics metrics = metrics("orders", "0");
    List<QueueStatus> many =
        IntStream.range(0, 150).mapToObj(i -> queue("http://localhost/1/q" + i)).toList();
    metrics.publishQueues(many, queue -> new MetricValues());
    assertThat(names(QUEUE)).hasSize(100);

    metrics.publishQueues(many.subList(90, 150), queue -> new MetricValues());
    assertThat(names(QUEUE)).hasSize(60);
  }

  /** Connect does not wait for ever until a task has ended, and then starts its successor. */
  @Test
  void predecessorThatEndsLateLeavesTheMbeansOfItsSuccessor() throws JMException {
    TaskMetrics older = metrics("orders", "0");
    QueueStatus queue = queue("http://localhost/1/events");
    older.publishQueues(List.of(queue), status -> new MetricValues());
    TaskMetrics newer = metrics("orders", "0");
    assertThat(names(QUEUE)).as("queues of the older task").isEmpty();

    newer.publish(values(SinkMetric.RECORDS_RECEIVED, 7));
    older.publish(values(SinkMetric.RECORDS_RECEIVED, 1));
    older.publishQueues(List.of(queue("http://localhost/1/other")), status -> new MetricValues());
    older.close();

    assertThat(names(QUEUE)).isEmpty();
    assertThat(read(TASK, "connector=orders,task=0", "records-received-total")).isEqualTo(7);
  }

  /** Kafka's library registers an MBean of its own under a name that the worker uses too. */
  @Test
  void onlyMbeansOfTheConnectorAreRegistered() throws JMException {
    metrics("orders", "0").publish(new MetricValues());
    assertThat(names("*"))
        .extracting(name -> name.getKeyProperty("type"))
        .containsOnly(TASK, "sqs-sink-task-info");
  }
}
