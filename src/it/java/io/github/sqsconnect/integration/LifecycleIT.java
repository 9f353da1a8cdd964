package io.github.sqsconnect.integration;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.github.sqsconnect.endpoint.ScriptedQueue;
import io.github.sqsconnect.endpoint.ScriptedSqs;
import io.github.sqsconnect.servers.ConnectRest;
import io.github.sqsconnect.servers.KafkaTopics;
import io.github.sqsconnect.servers.LocalServers;
import io.github.sqsconnect.servers.SqsClients;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInfo;
import org.junit.jupiter.api.extension.ExtendWith;

/** What an operator does with a connector by REST, and what the service sees of it. */
@ExtendWith(SharedServers.class)
final class LifecycleIT {
  private ScriptedSqs sqs;
  private ScriptedQueue queue;
  private ConnectRest rest;
  private KafkaTopics topics;
  private String name;

  @BeforeEach
  void topicAndQueue(LocalServers servers, TestInfo test) {
    name = test.getTestMethod().orElseThrow().getName();
    sqs = ScriptedSqs.start();
    queue = sqs.queue(name);
    rest = servers.worker().rest();
    topics = servers.topics();
    topics.create(name, 1);
  }

  @AfterEach
  void end() {
    if (rest.connectors().contains(name)) {
      rest.delete(name);
    }
    sqs.close();
  }

  @Test
  void senderMayDoNothingButSend() {
    sqs.credentials().accept(SqsClients.ACCESS_KEY_ID, SqsClients.SECRET_ACCESS_KEY);
    Map<String, String> config = config();
    config.put("name", name);
    assertThat(rest.validate(TestConnector.CLASS, config).errors()).isEmpty();
    create();
    send("{\"n\":1}");
    awaitStored(1);
    rest.pause(name);
    rest.resume(name);
    rest.restart(name);
    send("{\"n\":2}");
    awaitStored(2);
    rest.delete(name);

    assertThat(sqs.counters().forbiddenActions()).isEmpty();
  }

  @Test
  void pausedConnectorSendsNothingUntilItIsResumed() {
    create();
    send("{\"n\":1}");
    awaitStored(1);
    rest.pause(name);
    await().until(() -> rest.status(name).tasks(), t -> t.stream().allMatch(this::paused));
    send("{\"n\":2}");
    await().during(Duration.ofSeconds(2)).until(() -> queue.size() == 1);

    rest.resume(name);
    awaitStored(2);
  }

  @Test
  void resetOffsetsBringEveryRecordAgainWithTheSameIds() {
    create();
    send("{\"n\":1}");
    awaitStored(1);
    await().until(() -> topics.allCommitted(name, name));
    rest.stop(name);
    await().until(() -> rest.status(name).tasks().isEmpty());
    rest.resetOffsets(name);
    rest.resume(name);

    awaitStored(2);
    assertThat(queue.bodies().get(1)).isEqualTo(queue.bodies().get(0));
  }

  @Test
  void wrongSecretStopsTheTaskAndSaysSo() {
    sqs.credentials().accept(SqsClients.ACCESS_KEY_ID, "another-secret");
    rest.put(name, config());
    send("{\"n\":1}");

    assertThat(rest.awaitTaskFailure(name))
        .contains("SignatureDoesNotMatch")
        .containsIgnoringCase("credentials")
        .doesNotContain(SqsClients.SECRET_ACCESS_KEY);
    assertThat(topics.committed(name).values()).allMatch(offset -> offset == 0);
  }

  private boolean paused(ConnectRest.State task) {
    return task.state().equals("PAUSED");
  }

  private void create() {
    rest.put(name, config());
    rest.awaitRunning(name);
  }

  private Map<String, String> config() {
    return TestConnector.config(name, queue.url());
  }

  private void send(String value) {
    topics.sendAll(List.of(new ProducerRecord<>(name, value.getBytes(UTF_8))));
  }

  private void awaitStored(int count) {
    await(count + " messages stored")
        .atMost(Duration.ofSeconds(30))
        .until(() -> queue.size() >= count);
    assertThat(queue.size()).isEqualTo(count);
  }
}
