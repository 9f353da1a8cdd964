package io.github.sqsconnect.delivery;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.sqsconnect.fakes.Outcomes;
import io.github.sqsconnect.fakes.ScriptedSender;
import io.github.sqsconnect.message.TargetQueue;
import java.util.ArrayList;
import java.util.List;
import org.apache.kafka.connect.sink.SinkRecord;
import org.junit.jupiter.api.Test;

class DeliveryObserverTest {
  private final Calls calls = new Calls();
  private final TestPipeline fixture = TestPipeline.settings().observer(calls).open();

  private static final class Calls implements DeliveryObserver {
    private final List<String> told = new ArrayList<>();
    private final List<Long> latencies = new ArrayList<>();
    private final List<Long> delivered = new ArrayList<>();

    @Override
    public void requestCompleted(TargetQueue queue, long latencyMs) {
      latencies.add(latencyMs);
    }

    @Override
    public void recordDelivered(SinkRecord record) {
      delivered.add(record.kafkaOffset());
    }

    @Override
    public void retrying(TargetQueue queue, int attempts, ServiceError error, String howLong) {
      told.add("retrying " + queue.name());
    }

    @Override
    public void recovered(TargetQueue queue, long failingMs, long retries) {
      told.add("recovered " + queue.name() + " after " + failingMs + " ms, " + retries);
    }
  }

  @Test
  void latencyIsTheTimeUntilTheResponse() {
    fixture.sender.next(ScriptedSender::hold);
    fixture.put("a");
    fixture.clock.advance(30);
    fixture.sender.respondToAll(ScriptedSender::deliver);
    fixture.poll(0);
    assertThat(calls.latencies).containsExactly(30L);
  }

  @Test
  void recordIsDeliveredWithItsLastMessageAndNotIfItIsRejected() {
    fixture.sender.next(
        ScriptedSender.failEntries("b"::equals, Outcomes.rejected("InvalidParameterValue")));
    fixture.put("a", "b", "c");
    fixture.run(1_000);
    assertThat(calls.delivered).containsExactly(0L, 2L);
    assertThat(fixture.reporter.offsets()).containsExactly(1L);
  }

  @Test
  void queueRecoversWhenNoMessageWaitsForARetry() {
    fixture.sender.next(batch -> Completion.failed(batch, Outcomes.internalError()));
    fixture.sender.next(ScriptedSender.failEntries("b"::equals, Outcomes.internalError()));
    fixture.put("a", "b");
    fixture.run(5_000);

    assertThat(calls.told).hasSize(2);
    assertThat(calls.told.get(0)).isEqualTo("retrying events");
    assertThat(calls.told.get(1)).startsWith("recovered events after ").endsWith(" ms, 3");
  }

  /**
   * One message in a hundred fails for a while: the observer is told once, not for each of them.
   */
  @Test
  void recoveryIsReportedOnceForEachReportOfRetries() {
    for (int i = 0; i < 20; i++) {
      fixture.sender.next(ScriptedSender.failEntries(value -> true, Outcomes.internalError()));
      fixture.put("m" + i);
      fixture.run(1_000);
    }
    assertThat(calls.told).hasSize(2);
    fixture.run(60_000);
    fixture.sender.next(ScriptedSender.failEntries(value -> true, Outcomes.internalError()));
    fixture.put("later");
    fixture.run(1_000);
    assertThat(calls.told).hasSize(4);
  }

  @Test
  void droppedMessagesAreNoRecovery() {
    fixture.sender.next(ScriptedSender.failEntries(value -> true, Outcomes.internalError()));
    fixture.put("a");
    fixture.run(50);
    fixture.pipeline.close(List.of(TestPipeline.P0));
    fixture.run(5_000);
    assertThat(calls.told).containsExactly("retrying events");

    fixture.put(TestPipeline.P1, "b");
    fixture.run(1_000);
    assertThat(calls.told).last().asString().startsWith("recovered events");
  }
}
