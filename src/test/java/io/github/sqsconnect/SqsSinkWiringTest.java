package io.github.sqsconnect;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import io.github.sqsconnect.aws.AwsClients;
import io.github.sqsconnect.config.SqsSinkConfig;
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
import org.junit.jupiter.api.Test;
import software.amazon.awssdk.services.sqs.model.SendMessageBatchRequestEntry;

/**
 * How a task and its clients are built, and how a task whose keys are rejected reads them again.
 */
class SqsSinkWiringTest {
  private static final String UNRESOLVED = "${file:/etc/kafka/sqs.properties:secret}";

  private final ScriptedSqs sqs = ScriptedSqs.start();
  private final ScriptedQueue queue = sqs.queue("events");
  private final SqsSinkTask task = new SqsSinkTask();
  private final Deque<Map<String, String>> resolved = new ArrayDeque<>();
  private int offset;

  private void sendWithTheFirstKeys() {
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
    sendWithTheFirstKeys();
    resolved.add(keys("AKIDNEWER", UNRESOLVED));
    String log =
        CapturedLog.atInfo(
            SqsSinkWiring.class,
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
    sendWithTheFirstKeys();
    resolved.add(keys("AKIDNEWER", "newer"));

    assertThat(CapturedLog.atInfo(SqsSinkWiring.class, this::send))
        .contains("event=credentials_read_again changed=true");
    assertThat(queue.bodies()).hasSize(2);
    assertThat(sqs.requests())
        .extracting(request -> request.accessKeyId())
        .containsExactly("AKIDOLDER", "AKIDOLDER", "AKIDNEWER");
  }

  @Test
  void placeholderThatTheWorkerDidNotResolveStopsTheStart() {
    task.initialize(new FakeTaskContext());

    assertThatThrownBy(() -> task.start(keys("AKIDNEWER", UNRESOLVED)))
        .isInstanceOf(ConnectException.class)
        .hasMessageStartingWith("SQS-020 ")
        .hasMessageContaining("aws.secret.access.key");
    assertThat(sqs.connectionsAccepted()).isZero();
  }

  @Test
  void errorBetweenKeysStopsTheStartBeforeAnyRequest() {
    Map<String, String> properties = keys("AKIDOLDER", "older");
    properties.remove("aws.secret.access.key");
    task.initialize(new FakeTaskContext());

    assertThatThrownBy(() -> task.start(properties))
        .hasMessageContaining("aws.secret.access.key is missing");
    assertThat(sqs.connectionsAccepted()).isZero();
  }

  /** The queue URL names another region and another host. */
  @Test
  void regionAndEndpointOfTheSettingsComeBeforeThoseOfTheQueue() {
    sqs.credentials().accept("AKIDOLDER", "older").region("eu-west-1");
    Map<String, String> properties = keys("AKIDOLDER", "older");
    properties.put("sqs.queue.url", "https://sqs.us-east-1.amazonaws.com/123456789012/events");
    properties.put("sqs.region", "eu-west-1");
    properties.put("sqs.endpoint.url", sqs.uri().toString());
    SqsSinkConfig config = SqsSinkConfig.from(properties);

    try (AwsClients clients = SqsSinkWiring.clients(config, config.delivery())) {
      SendMessageBatchRequestEntry entry =
          SendMessageBatchRequestEntry.builder().id("0").messageBody("m").build();
      clients
          .sqs()
          .sendMessageBatch(request -> request.queueUrl(queue.url()).entries(entry))
          .join();
    }
    assertThat(queue.bodies()).containsExactly("m");
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
