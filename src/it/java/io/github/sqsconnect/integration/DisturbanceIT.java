package io.github.sqsconnect.integration;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.sqsconnect.servers.Await;
import io.github.sqsconnect.servers.ConnectRest.State;
import io.github.sqsconnect.servers.ConnectRest.Status;
import io.github.sqsconnect.servers.LocalServers;
import io.github.sqsconnect.servers.RunningConnector;
import java.time.Duration;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

/** The worker keeps running while the service fails or the tasks change. */
@ExtendWith(SharedServers.class)
final class DisturbanceIT {
  private static final Duration ANSWER_DELAY = Duration.ofMillis(50);
  private static final int RECORDS = 20_000;

  @Test
  void outageOfTheServiceStopsNoTask(LocalServers servers) {
    try (CheckedDelivery delivery = new CheckedDelivery(servers, "outage", ANSWER_DELAY)) {
      delivery.send(RECORDS);
      delivery.awaitDelivered(RECORDS / 10);
      delivery.sqs.outage(Duration.ofSeconds(10));
      delivery.requireNotAllDelivered("when the outage began");

      delivery.finish();
      RunningConnector connector = delivery.connector();
      assertThat(connector.rest().status(connector.name()).tasks()).allMatch(State::running);
    }
  }

  @Test
  void partitionsMoveBetweenTasksDuringDelivery(LocalServers servers) {
    try (CheckedDelivery delivery = new CheckedDelivery(servers, "moved", ANSWER_DELAY)) {
      delivery.send(RECORDS);
      delivery.awaitDelivered(RECORDS / 10);
      delivery.configure(Map.of("tasks.max", "3"));
      delivery.awaitDelivered(RECORDS / 2);
      delivery.configure(Map.of("tasks.max", "2"));

      delivery.finish();
      RunningConnector connector = delivery.connector();
      Await.value(
          "two running tasks",
          Duration.ofSeconds(10),
          () -> connector.rest().status(connector.name()),
          (Status status) -> status.running() && status.tasks().size() == 2);
    }
  }
}
