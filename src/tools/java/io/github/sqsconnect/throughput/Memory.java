package io.github.sqsconnect.throughput;

import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.github.sqsconnect.servers.RunningJvm;
import java.time.Duration;
import java.util.Locale;

/**
 * The heap that lives while a task cannot get rid of what it has, and while it runs at full pace.
 */
final class Memory {
  /** The default of {@code sqs.buffer.max.bytes}. */
  private static final long BUFFER = 33_554_432;

  private static final long MAX_POLL_RECORDS = 500;
  private static final long FETCH_MAX_BYTES = 52_428_800;

  private static final int SAMPLES = 5;

  private final Rig rig;

  Memory(Rig rig) {
    this.rig = rig;
  }

  /** Prints a line and writes the figures. */
  String measure(Payload payload, ObjectNode out) {
    Scenario scenario = Scenario.of(Scenario.EVENT_BATCH, Latency.MS_10).with(payload);
    rig.fill(scenario);
    Connector connector = rig.connector();
    RunningJvm jvm = connector.worker().jvm();
    long idle = jvm.liveHeap().bytes();
    rig.endpoint().reset(Latency.HANGING, 1);
    connector.start(scenario, rig.endpoint());
    await("requests that get no answer")
        .atMost(Duration.ofSeconds(60))
        .pollInterval(Duration.ofSeconds(3))
        .until(new Standstill(rig.endpoint())::reached);
    long hanging = jvm.liveHeap().bytes() - idle;
    connector.finish();
    rig.endpoint().reset(Latency.MS_10, 1);
    connector.start(scenario, rig.endpoint());
    rig.awaitMessages(1);
    long moving = 0;
    for (int i = 0; i < SAMPLES; i++) {
      moving = Math.max(moving, jvm.liveHeap().bytes() - idle);
    }
    connector.finish();
    long poll = Math.min(MAX_POLL_RECORDS * payload.value().length, FETCH_MAX_BYTES);
    double most = Math.max(hanging, moving);
    out.put("payload", payload.label());
    out.put("bufferBytes", BUFFER);
    out.put("pollBytes", poll);
    out.put("heldWithoutAnswersBytes", hanging);
    out.put("heldAtFullPaceBytes", moving);
    out.put("factorOfBuffer", Math.round((most - poll) / BUFFER * 100) / 100.0);
    out.put("bytesAllowed", 4 * BUFFER + poll + 67_108_864);
    return String.format(
        Locale.ROOT,
        "%-7s held without answers %.1f MB, at full pace %.1f MB; less one poll (%.1f MB) %.2f x the buffer bound",
        payload.label(),
        hanging / 1e6,
        moving / 1e6,
        poll / 1e6,
        (most - poll) / BUFFER);
  }

  /** No more messages since the last look. */
  private static final class Standstill {
    private final Endpoint endpoint;
    private long seen;

    Standstill(Endpoint endpoint) {
      this.endpoint = endpoint;
    }

    boolean reached() {
      long received = endpoint.count().path("received").asLong();
      boolean reached = received > 0 && received == seen;
      seen = received;
      return reached;
    }
  }
}
