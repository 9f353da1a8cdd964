package io.github.sqsconnect.integration;

import io.github.sqsconnect.servers.LocalServers;
import java.time.Duration;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

/** A worker ends while it delivers, by SIGTERM or SIGKILL, and is started again. */
@ExtendWith(SharedServers.class)
final class RestartIT {
  /** Slow enough to stop a worker before it is done, and fast enough for 50,000 records. */
  private static final Duration ANSWER_DELAY = Duration.ofMillis(5);

  @Test
  void stoppedWorkerLosesNoRecord(LocalServers servers) {
    int count = 30_000;
    try (CheckedDelivery delivery = new CheckedDelivery(servers, "stopped", ANSWER_DELAY)) {
      delivery.send(count);
      delivery.awaitDelivered(count / 10);
      delivery.worker.stop();
      delivery.requireNotAllDelivered("when the worker stopped");

      delivery.worker.restart();
      delivery.finish();
    }
  }

  @Test
  void killedWorkerDeliversEveryRecordAndCommitsNoneTooEarly(LocalServers servers) {
    int count = 50_000;
    int kills = 3;
    long seed = System.nanoTime();
    Random random = new Random(seed);
    try (CheckedDelivery delivery = new CheckedDelivery(servers, "killed", ANSWER_DELAY)) {
      delivery.send(count);
      for (int kill = 0; kill < kills; kill++) {
        int share = count / (kills + 1);
        delivery.awaitDelivered(kill * share + 1 + random.nextInt(share));
        delivery.worker.kill();
        delivery.requireNotAllDelivered("at kill " + kill + ", seed " + seed);
        delivery.worker.restart();
      }
      delivery.finish();
    }
  }
}
