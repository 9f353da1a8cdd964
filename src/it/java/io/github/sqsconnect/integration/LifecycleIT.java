package io.github.sqsconnect.integration;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.sqsconnect.endpoint.ScriptedQueue;
import io.github.sqsconnect.endpoint.ScriptedSqs;
import io.github.sqsconnect.servers.Await;
import io.github.sqsconnect.servers.ConnectRest;
import io.github.sqsconnect.servers.ConnectorConfig;
import io.github.sqsconnect.servers.LocalServers;
import io.github.sqsconnect.servers.LocalSqs;
import io.github.sqsconnect.servers.RunningConnector;
import java.time.Duration;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInfo;
import org.junit.jupiter.api.extension.ExtendWith;

/** What an operator does with a connector over REST, and what the service receives. */
@ExtendWith(SharedServers.class)
final class LifecycleIT {
  private ScriptedSqs sqs;
  private ScriptedQueue queue;
  private ConnectRest rest;
  private LocalServers servers;
  private String name;

  @BeforeEach
  void queue(LocalServers shared, TestInfo test) {
    name = test.getTestMethod().orElseThrow().getName();
    sqs = ScriptedSqs.start();
    queue = sqs.queue(name);
    servers = shared;
    rest = shared.rest();
  }

  @AfterEach
  void end() {
    sqs.close();
    TestJson.requireEventBatches(sqs);
  }

  @Test
  void connectorCallsNoActionButSend() {
    sqs.credentials().accept(LocalSqs.ACCESS_KEY_ID, LocalSqs.SECRET_ACCESS_KEY);
    Map<String, String> config = config();
    config.put("name", name);
    assertThat(rest.validate(config).errors()).isEmpty();

    try (RunningConnector connector = create()) {
      connector.send("{\"n\":1}");
      awaitStored(connector, 1);
      rest.pause(name);
      rest.resume(name);
      rest.restart(name);
      connector.send("{\"n\":2}");
      awaitStored(connector, 2);
    }
    assertThat(sqs.counters().forbiddenActions()).isEmpty();
  }

  @Test
  void pausedConnectorSendsNothingUntilItIsResumed() {
    try (RunningConnector connector = create()) {
      connector.send("{\"n\":1}");
      awaitStored(connector, 1);
      rest.pause(name);
      Await.until(
          "pause",
          Duration.ofSeconds(10),
          () -> rest.status(name).tasks().stream().allMatch(t -> t.state().equals("PAUSED")));
      connector.send("{\"n\":2}");
      Await.pause(Duration.ofSeconds(2));
      assertThat(queue.size()).isEqualTo(1);

      rest.resume(name);
      awaitStored(connector, 2);
    }
  }

  @Test
  void resetOffsetsSendEveryRecordAgainWithTheSameIds() {
    try (RunningConnector connector = create()) {
      connector.send("{\"n\":1}");
      awaitStored(connector, 1);
      connector.awaitCommitted();
      rest.stop(name);
      rest.resetOffsets(name);
      rest.resume(name);

      awaitStored(connector, 2);
      assertThat(queue.bodies().get(1)).isEqualTo(queue.bodies().get(0));
    }
  }

  @Test
  void wrongSecretStopsTheTaskAndTheErrorNamesTheCredentials() {
    sqs.credentials().accept(LocalSqs.ACCESS_KEY_ID, "another-secret");
    try (RunningConnector connector =
        RunningConnector.create(servers, name, config(), queue::size)) {
      connector.send("{\"n\":1}");

      assertThat(rest.awaitTaskFailure(name))
          .contains("SignatureDoesNotMatch")
          .containsIgnoringCase("credentials")
          .doesNotContain(LocalSqs.SECRET_ACCESS_KEY);
      assertThat(connector.committed(0)).isZero();
    }
  }

  private RunningConnector create() {
    RunningConnector connector = RunningConnector.create(servers, name, config(), queue::size);
    rest.awaitRunning(name);
    return connector;
  }

  private Map<String, String> config() {
    return ConnectorConfig.of(name, queue.url());
  }

  private void awaitStored(RunningConnector connector, int count) {
    connector.awaitStored(count);
    assertThat(queue.size()).isEqualTo(count);
  }
}
