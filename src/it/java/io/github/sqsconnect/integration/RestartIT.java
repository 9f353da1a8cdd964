package io.github.sqsconnect.integration;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.sqsconnect.servers.LocalServers;
import java.time.Duration;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

/** A worker that goes away in the middle of its work, politely or not, and comes back. */
@ExtendWith(SharedServers.class)
final class RestartIT {
  /** Slow enough that a worker can be caught in the middle, quick enough for 50,000 records. */
  private static final Duration ANSWER_DELAY = Duration.ofMillis(5);

  @Test
  void nothingIsLostWhenTheWorkerIsStoppedAndStartedAgain(LocalServers servers) {
    int count = 30_000;
    try (NumberedRun run = NumberedRun.start(servers, "stopped", ANSWER_DELAY)) {
      run.send(count);
      run.awaitDelivered(count / 10);
      run.worker().stop();
      assertThat(run.distinct()).as("delivered when it stopped").isLessThan(count);

      run.worker().restart();
      run.awaitDelivered(count);
      run.awaitAllCommitted();
      run.assertNothingWasCommittedTooEarly();
    }
  }

  @Test
  void killedWorkerDeliversEveryRecordAndCommitsNoneTooEarly(LocalServers servers) {
    int count = 50_000;
    int kills = 3;
    long seed = System.nanoTime();
    Random random = new Random(seed);
    try (NumberedRun run = NumberedRun.start(servers, "killed", ANSWER_DELAY)) {
      run.send(count);
      for (int kill = 0; kill < kills; kill++) {
        int share = count / (kills + 1);
        run.awaitDelivered(kill * share + 1 + random.nextInt(share));
        run.worker().kill();
        assertThat(run.distinct())
            .as("delivered at kill %d, seed %d", kill, seed)
            .isLessThan(count);
        run.worker().restart();
      }
      run.awaitDelivered(count);
      run.awaitAllCommitted();
      run.assertNothingWasCommittedTooEarly();
    }
  }
}
