package io.github.sqsconnect.issues;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.github.sqsconnect.SqsSinkTask;
import io.github.sqsconnect.endpoint.ScriptedQueue;
import io.github.sqsconnect.endpoint.ScriptedSqs;
import io.github.sqsconnect.fakes.ConnectorSettings;
import io.github.sqsconnect.fakes.FakeTaskContext;
import io.github.sqsconnect.fakes.RecordAssembler;
import io.github.sqsconnect.logs.CapturedLog;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.connect.data.Schema;
import org.apache.kafka.connect.sink.SinkRecord;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * With one deduplication id for all records, the queue stored the first record and dropped the
 * others, which were committed.
 */
class DeduplicationIdOfEveryRecordTest {
  private static final String KEY = "sqs.message.deduplication.id";
  private static final TopicPartition PARTITION = new TopicPartition("t", 0);

  @ParameterizedTest
  @ValueSource(
      strings = {
        "${topic}",
        "${partition}",
        "${topic}-${partition}",
        "events",
        "${mpid}",
        "${mpid}-${topic}",
        "Content"
      })
  void templateWithoutAPartOfTheRecordIsRejected(String template) {
    Map<String, @Nullable String> properties =
        ConnectorSettings.complete(ConnectorSettings.FIFO_QUEUE, KEY, template);
    Map<String, List<String>> errors = ConnectorSettings.errors(properties);
    assertThat(errors).containsOnlyKeys(KEY);
    assertThat(errors.get(KEY)).hasSize(1);
    assertThat(errors.get(KEY).get(0))
        .startsWith(KEY)
        .contains("equal for different records", "auto", "${key}, ${header.NAME}");
    assertThatThrownBy(() -> new SqsSinkTask().start(properties)).hasMessageContaining(KEY);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "auto",
        " auto ",
        "content",
        "${key}",
        "${topic}-${header.id}",
        "${value.order.id}",
        "${mpid}-${key}"
      })
  void templateWithAPartOfTheRecordIsAccepted(String template) {
    assertThat(
            ConnectorSettings.errors(
                ConnectorSettings.complete(ConnectorSettings.FIFO_QUEUE, KEY, template)))
        .isEmpty();
  }

  /** Before, their id was the text around the placeholders. */
  @ParameterizedTest
  @ValueSource(strings = {"${header.a}-${header.b}", "order-${value.id}", "${topic}/${key}"})
  void recordsWithoutAnyPartOfTheTemplateHaveIdsOfTheirOwn(String template) {
    RecordAssembler assembler = RecordAssembler.fifo(KEY, template);
    SinkRecord first = RecordAssembler.record(null, "{\"n\":1}");
    SinkRecord second = RecordAssembler.record(null, "{\"n\":2}");

    assertThat(assembler.message(first).deduplicationId())
        .isNotEqualTo(assembler.message(second).deduplicationId())
        .isEqualTo(RecordAssembler.fifo().message(first).deduplicationId());
  }

  @Test
  void sharedIdIsLoggedOnce() {
    String log = logOf("${key}", 60, i -> "same");
    assertThat(log.lines().filter(line -> line.contains("event=deduplication_id_shared")))
        .hasSize(1)
        .allMatch(line -> line.contains("WARN") && line.contains(KEY));
  }

  @Test
  void distinctIdsAreNotLogged() {
    assertThat(logOf("${key}", 60, i -> "key-" + i)).doesNotContain("deduplication_id_shared");
    assertThat(logOf("auto", 60, i -> "same")).doesNotContain("deduplication_id_shared");
  }

  /** Deduplication exists for records that are read again after offsets went back. */
  @Test
  void recordsReadAgainAreNotLogged() {
    try (ScriptedSqs sqs = ScriptedSqs.start()) {
      String log =
          CapturedLog.of(
              () -> {
                for (int i = 0; i < 20; i++) {
                  run(sqs, "${key}", List.of(record(0, "a"), record(1, "b")));
                }
              });
      assertThat(log).doesNotContain("deduplication_id_shared");
    }
  }

  private interface Key {
    String of(int number);
  }

  private static String logOf(String template, int count, Key key) {
    List<SinkRecord> records = new ArrayList<>();
    for (int i = 0; i < count; i++) {
      records.add(record(i, key.of(i)));
    }
    try (ScriptedSqs sqs = ScriptedSqs.start()) {
      return CapturedLog.of(() -> run(sqs, template, records));
    }
  }

  private static void run(ScriptedSqs sqs, String template, List<SinkRecord> records) {
    ScriptedQueue queue = sqs.queue("events.fifo");
    SqsSinkTask task = new SqsSinkTask();
    task.initialize(new FakeTaskContext());
    task.start(
        withoutNull(
            ConnectorSettings.complete(
                queue.url(), KEY, template, "sqs.region", "us-east-1", "sqs.linger.ms", "0")));
    try {
      task.open(List.of(PARTITION));
      task.put(records);
      long end = System.nanoTime() + 20_000_000_000L;
      Map<TopicPartition, org.apache.kafka.clients.consumer.OffsetAndMetadata> all =
          Map.of(
              PARTITION,
              new org.apache.kafka.clients.consumer.OffsetAndMetadata(
                  records.get(records.size() - 1).kafkaOffset() + 1));
      while (!task.preCommit(all).equals(all)) {
        assertThat(System.nanoTime()).isLessThan(end);
        task.put(List.of());
      }
    } finally {
      task.stop();
    }
  }

  private static Map<String, String> withoutNull(Map<String, @Nullable String> properties) {
    Map<String, String> all = new java.util.HashMap<>();
    properties.forEach((key, value) -> all.put(key, String.valueOf(value)));
    return all;
  }

  private static SinkRecord record(long offset, String key) {
    return new SinkRecord(
        "t", 0, Schema.STRING_SCHEMA, key, Schema.STRING_SCHEMA, "{\"n\":" + offset + "}", offset);
  }
}
