package io.github.sqsconnect;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import io.github.sqsconnect.endpoint.ScriptedQueue;
import io.github.sqsconnect.endpoint.ScriptedSqs;
import io.github.sqsconnect.fakes.FakeTaskContext;
import io.github.sqsconnect.logs.CapturedLog;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.connect.data.Schema;
import org.apache.kafka.connect.errors.ConnectException;
import org.apache.kafka.connect.sink.SinkRecord;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** A task whose keys are rejected while it runs, and the configuration that it then reads. */
class RereadKeysTest {
  private static final String UNRESOLVED = "${file:/etc/kafka/sqs.properties:secret}";

  private final ScriptedSqs sqs = ScriptedSqs.start();
  private final ScriptedQueue queue = sqs.queue("events");
  private final SqsSinkTask task = new SqsSinkTask();
  private final Deque<Map<String, String>> resolved = new ArrayDeque<>();
  private int offset;

  @BeforeEach
  void sendWithTheFirstKeys() {
    sqs.credentials().accept("AKIDOLDER", "older").accept("AKIDNEWER", "newer");
    FakeTaskContext context = new FakeTaskContext(null, resolved::removeFirst);
    task.initialize(context);
    task.start(keys("AKIDOLDER", "older"));
    task.open(List.of(new TopicPartition("events", 0)));
    send();
    assertThat(queue.bodies()).hasSize(1);
    sqs.credentials().revoke("AKIDOLDER");
  }

  @AfterEach
  void stop() {
    task.stop();
    sqs.close();
  }

  @Test
  void unresolvedPlaceholderIsNoNewKeyAndTheTaskStops() {
    resolved.add(keys("AKIDNEWER", UNRESOLVED));
    String log =
        CapturedLog.of(
            () ->
                assertThatThrownBy(this::send)
                    .isInstanceOf(ConnectException.class)
                    .hasMessageStartingWith("SQS-001 ")
                    .hasMessageContaining("InvalidClientTokenId"));
    assertThat(log)
        .contains("event=credentials_not_read_again reason=\"SQS-020 a ${...} placeholder is still")
        .contains("aws.secret.access.key")
        .doesNotContain("event=credentials_read_again");
    assertThat(resolved).as("read once").isEmpty();
    assertThat(queue.bodies()).as("nothing is signed with a placeholder").hasSize(1);
    assertThat(sqs.requests())
        .extracting(request -> request.accessKeyId())
        .containsOnly("AKIDOLDER");
  }

  @Test
  void newerKeysAreUsedAndNothingIsLost() {
    resolved.add(keys("AKIDNEWER", "newer"));
    send();
    assertThat(queue.bodies()).hasSize(2);
    assertThat(sqs.requests())
        .extracting(request -> request.accessKeyId())
        .containsExactly("AKIDOLDER", "AKIDOLDER", "AKIDNEWER");
  }

  private void send() {
    SinkRecord record =
        new SinkRecord("events", 0, null, null, Schema.STRING_SCHEMA, "m" + offset, offset);
    offset++;
    task.put(List.of(record));
    await()
        .pollInSameThread()
        .pollInterval(Duration.ofMillis(10))
        .until(
            () -> {
              task.put(List.of());
              return queue.bodies().size() == offset;
            });
  }

  private Map<String, String> keys(String id, String secret) {
    Map<String, String> properties = new HashMap<>();
    properties.put("sqs.queue.url", queue.url());
    properties.put("sqs.region", "us-east-1");
    properties.put("sqs.message.format", "raw");
    properties.put("aws.access.key.id", id);
    properties.put("aws.secret.access.key", secret);
    return properties;
  }
}
