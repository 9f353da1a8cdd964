package io.github.sqsconnect.issues;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.sqsconnect.fakes.EndpointTask;
import io.github.sqsconnect.fakes.FakeReporter;
import java.util.AbstractMap;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.apache.kafka.connect.data.Schema;
import org.apache.kafka.connect.data.SchemaBuilder;
import org.apache.kafka.connect.sink.SinkRecord;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/**
 * A record that made the connector itself fail stopped the task with an exception without a stop
 * id. Examples are a rejected value nested thousands of levels deep, and a record whose topic a
 * transform removed.
 */
class ConnectorFailsOnARecordTest {
  private static final String SECRET = "0123-secret";

  private final List<String> reasons = new ArrayList<>();
  private EndpointTask task =
      EndpointTask.reportingTo(
          (record, error) -> {
            reasons.add(error.getMessage());
            return FakeReporter.written();
          });

  @AfterEach
  void stop() {
    task.close();
  }

  private static Object nested(int depth, boolean inMaps) {
    Object value = 1;
    for (int i = 0; i < depth; i++) {
      value = inMaps ? Map.of("n", value) : List.of(value);
    }
    return value;
  }

  @Test
  void deeplyNestedValueIsReported() {
    for (String format : List.of("event-batch", "raw")) {
      reasons.clear();
      stop();
      task = again().set("sqs.message.format", format).start();
      task.put(nested(200_000, false), nested(200_000, true), Map.of("a", nested(10_000, true)));
      task.awaitAllCommitted();
      assertThat(reasons).hasSize(3).noneMatch(reason -> reason.contains("StackOverflow"));
    }
  }

  @Test
  void deeplyNestedKeyIsReported() {
    stop();
    task = fifo("event-batch").start();
    task.put(
        new SinkRecord("t", 0, null, nested(100_000, true), null, Map.of("event_name", "n"), 0));
    assertThat(reasons).singleElement().asString().contains("nesting deeper than 512");
  }

  @Test
  void nullTopicIsReportedWhenATemplateNeedsIt() {
    stop();
    task = fifo("raw").set("sqs.message.group.id", "${topic}").start();
    task.put(withoutTopic("a"));
    assertThat(reasons)
        .singleElement()
        .asString()
        .startsWith("record t-0-0 cannot be delivered: the record has no topic")
        .contains("transform", "${topic}");
  }

  @Test
  void nullTopicIsReportedWhenTheEventNameNeedsIt() {
    task.set("sqs.message.format", "event-batch").start();
    task.put(withoutTopic(Map.of("a", 1)));
    assertThat(reasons).singleElement().asString().contains("the record has no topic");
  }

  @Test
  void nullTopicIsAcceptedWhenNothingNeedsIt() {
    task.start();
    task.put(withoutTopic("a"));
    assertThat(reasons).isEmpty();
  }

  @Test
  void unexpectedExceptionRejectsOnlyTheRecordAndShowsNoPayload() {
    task.set("sqs.message.format", "event-batch").start();
    task.put(
        new AbstractMap<String, Object>() {
          @Override
          public Set<Entry<String, Object>> entrySet() {
            throw new IllegalStateException(SECRET);
          }
        },
        Map.of("a", 1));
    assertThat(reasons)
        .singleElement()
        .asString()
        .contains("java.lang.IllegalStateException in ")
        .doesNotContain(SECRET);
    assertCommitted(2);
  }

  /** Connect's own accessor throws when a list has the schema of a struct. */
  @Test
  void valueThatDoesNotMatchItsSchemaIsReported() {
    task.set("sqs.message.format", "event-batch").start();
    Schema struct = SchemaBuilder.struct().field("a", Schema.STRING_SCHEMA).build();
    task.put(new SinkRecord("t", 0, null, null, struct, Map.of("a", List.of(1)), 0));
    task.put(new SinkRecord("t", 0, null, null, struct, List.of(Map.of("a", 1)), 1));
    assertThat(reasons)
        .hasSize(2)
        .allMatch(reason -> reason.contains("org.apache.kafka.connect.errors.DataException in "));
  }

  private void assertCommitted(int count) {
    task.awaitAllCommitted();
    assertThat(task.queue().bodies()).hasSize(count - 1);
  }

  private EndpointTask again() {
    return reportingTo("q");
  }

  private EndpointTask fifo(String format) {
    return reportingTo("q.fifo").set("sqs.message.format", format);
  }

  private EndpointTask reportingTo(String queue) {
    return EndpointTask.reportingTo(
        (record, error) -> {
          reasons.add(error.getMessage());
          return FakeReporter.written();
        },
        queue);
  }

  private SinkRecord withoutTopic(Object value) {
    SinkRecord record = task.record(value);
    return record.newRecord(
        null,
        record.kafkaPartition(),
        record.keySchema(),
        record.key(),
        record.valueSchema(),
        record.value(),
        record.timestamp());
  }
}
