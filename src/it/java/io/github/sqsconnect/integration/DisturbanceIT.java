package io.github.sqsconnect.integration;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.sqsconnect.servers.ConnectRest.State;
import io.github.sqsconnect.servers.LocalServers;
import java.time.Duration;
import java.util.Map;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

/** A worker that stays while the world around it changes. */
@ExtendWith(SharedServers.class)
final class DisturbanceIT {
  private static final Duration ANSWER_DELAY = Duration.ofMillis(50);

  @Test
  void outageOfTheServiceIsRiddenOut(LocalServers servers) {
    int count = 20_000;
    try (NumberedRun run = NumberedRun.start(servers, "outage", ANSWER_DELAY)) {
      run.send(count);
      run.awaitDelivered(count / 10);
      run.sqs().outage(Duration.ofSeconds(10));
      assertThat(run.distinct()).isLessThan(count);

      run.awaitDelivered(count);
      run.awaitAllCommitted();
      run.assertNothingWasCommittedTooEarly();
      assertThat(run.worker().rest().status(run.name()).tasks()).allMatch(State::running);
    }
  }

  @Test
  void partitionsMoveBetweenTasksInTheMiddleOfTheWork(LocalServers servers) {
    int count = 20_000;
    try (NumberedRun run = NumberedRun.start(servers, "moved", ANSWER_DELAY)) {
      run.send(count);
      run.awaitDelivered(count / 10);
      run.configure(Map.of("tasks.max", "3"));
      run.awaitDelivered(count / 2);
      run.configure(Map.of("tasks.max", "2"));

      run.awaitDelivered(count);
      run.awaitAllCommitted();
      run.assertNothingWasCommittedTooEarly();
      Awaitility.await()
          .until(
              () -> run.worker().rest().status(run.name()).tasks(),
              tasks -> tasks.size() == 2 && tasks.stream().allMatch(State::running));
    }
  }
}
