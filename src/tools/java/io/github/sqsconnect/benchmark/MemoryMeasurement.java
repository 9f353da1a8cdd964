package io.github.sqsconnect.benchmark;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.github.sqsconnect.servers.Await;
import io.github.sqsconnect.servers.RunningJvm;
import java.time.Duration;

/** The live heap while no request is answered, and at full pace. */
final class MemoryMeasurement {
  /** The default of {@code sqs.buffer.max.bytes}. */
  private static final long BUFFER = 33_554_432;

  private static final long MAX_POLL_RECORDS = 500;
  private static final long FETCH_MAX_BYTES = 52_428_800;
  private static final int SAMPLES = 5;

  private MemoryMeasurement() {}

  /** Writes the figures. */
  static void measure(BenchmarkServers servers, Payload payload, ObjectNode out) {
    Scenario scenario = Scenario.of(Scenario.EVENT_BATCH, Latency.MS_10).with(payload);
    servers.fill(scenario);
    ConnectorForwarder connector = servers.connector();
    FastSqs endpoint = servers.endpoint();
    RunningJvm jvm = connector.worker().jvm();
    long idle = jvm.liveHeap().bytes();

    endpoint.reset(Latency.HANGING, 1);
    connector.start(scenario, endpoint);
    awaitStandstill(endpoint);
    long hanging = jvm.liveHeap().bytes() - idle;
    connector.finish();

    endpoint.reset(Latency.MS_10, 1);
    connector.start(scenario, endpoint);
    servers.awaitMessages(1);
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
  }

  /** Waits until no more requests arrive. */
  private static void awaitStandstill(FastSqs endpoint) {
    Await.until(
        "end of the requests",
        Duration.ofSeconds(60),
        () -> {
          long before = endpoint.counts().received.get();
          Await.pause(Duration.ofSeconds(3));
          return before > 0 && before == endpoint.counts().received.get();
        });
  }
}
