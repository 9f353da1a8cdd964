package io.github.sqsconnect.delivery;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.sqsconnect.fakes.Outcomes;
import io.github.sqsconnect.fakes.ScriptedSender;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Predicate;
import org.junit.jupiter.api.Test;

/** A request with several messages of a group that fails as a whole, or for its size. */
class RelaxedOrderTest {
  private static final Predicate<String> BAD = body -> body.startsWith("bad");

  @Test
  void halvesThatShareAGroupGoOneAfterTheOther() {
    TestPipeline fixture = relaxed();
    fixture.sender.otherwise(ScriptedSender.failIfAny(BAD, Outcomes.rejected("MissingParameter")));
    put(fixture, "a1", "a2", "bad", "a4");
    fixture.sender.latencyMs(50);
    fixture.poll(15);
    assertThat(fixture.sender.sentBodies())
        .as("the second half waits for the first")
        .containsExactly(List.of("a1", "a2", "bad", "a4"), List.of("a1", "a2"));
    fixture.run(1_000);
    assertThat(fixture.sender.sentBodies())
        .containsExactly(
            List.of("a1", "a2", "bad", "a4"),
            List.of("a1", "a2"),
            List.of("bad", "a4"),
            List.of("bad"),
            List.of("a4"));
    assertThat(fixture.reporter.offsets()).containsExactly(2L);
    assertThat(fixture.committable(TestPipeline.P0)).isEqualTo(4);
  }

  @Test
  void laterHalvesDoNotOvertakeReenqueuedMessages() {
    TestPipeline fixture = relaxed();
    fixture
        .sender
        .next(ScriptedSender.fail(Outcomes.rejected("MissingParameter")))
        .next(ScriptedSender.failEntries("a2"::equals, Outcomes.internalError()))
        .otherwise(ScriptedSender::deliver);
    put(fixture, "a1", "a2", "a3", "a4");
    fixture.run(2_000);
    assertThat(fixture.sender.sentBodies())
        .containsExactly(
            List.of("a1", "a2", "a3", "a4"), List.of("a1", "a2"), List.of("a2", "a3", "a4"));
    assertThat(fixture.committable(TestPipeline.P0)).isEqualTo(4);
  }

  @Test
  void limitOfARequestIsLearnedFromItsRejection() {
    TestPipeline fixture = relaxed();
    fixture
        .sender
        .next(ScriptedSender.fail(Outcomes.tooLong(1_000)))
        .otherwise(ScriptedSender::deliver);
    List<String> bodies = new ArrayList<>();
    for (char c : "abcdefgh".toCharArray()) {
      bodies.add(String.valueOf(c).repeat(400));
    }
    put(fixture, bodies.toArray(String[]::new));
    fixture.run(2_000);
    assertThat(fixture.sender.sent()).extracting(batch -> batch.deliveries().size()).startsWith(4);
    assertThat(fixture.sender.sent().subList(1, fixture.sender.sent().size()))
        .allSatisfy(batch -> assertThat(batch.bytes()).isLessThanOrEqualTo(1_000));
    assertThat(fixture.committable(TestPipeline.P0)).isEqualTo(8);
  }

  private static TestPipeline relaxed() {
    return TestPipeline.fifo()
        .with("sqs.fifo.ordering", "relaxed")
        .with("sqs.batch.max.messages", 4)
        .with("sqs.linger.ms", 50)
        .open();
  }

  /** All are of one group, and arrive with one poll. */
  private static void put(TestPipeline fixture, String... bodies) {
    fixture.pipeline.accept(
        fixture.records(TestPipeline.P0, bodies).stream()
            .map(
                record ->
                    DeliveryPipelineTest.keyed(
                        TestPipeline.P0, record.kafkaOffset(), "group", (String) record.value()))
            .toList());
  }
}
