package io.github.sqsconnect.delivery;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import java.util.function.Predicate;
import org.junit.jupiter.api.Test;

/** A request with several messages of a group that fails as a whole, or for its size. */
class RelaxedOrderTest {
  private static final Predicate<String> BAD = body -> body.startsWith("bad");

  @Test
  void halvesThatShareAGroupGoOneAfterTheOther() {
    Corridor corridor = relaxed();
    corridor.sender.otherwise(ScriptedSender.failIfAny(BAD, Answers.refused("MissingParameter")));
    put(corridor, "a1", "a2", "bad", "a4");
    corridor.sender.latencyMs(50);
    corridor.poll(15);
    assertThat(corridor.sender.sentBodies())
        .as("the second half waits for the first")
        .containsExactly(List.of("a1", "a2", "bad", "a4"), List.of("a1", "a2"));
    corridor.run(1_000);
    assertThat(corridor.sender.sentBodies())
        .containsExactly(
            List.of("a1", "a2", "bad", "a4"),
            List.of("a1", "a2"),
            List.of("bad", "a4"),
            List.of("bad"),
            List.of("a4"));
    assertThat(corridor.reporter.offsets()).containsExactly(2L);
    assertThat(corridor.committable(Corridor.P0)).isEqualTo(4);
  }

  @Test
  void laterHalvesDoNotOvertakeWhatMustBeSentAgain() {
    Corridor corridor = relaxed();
    corridor
        .sender
        .next(ScriptedSender.fail(Answers.refused("MissingParameter")))
        .next(ScriptedSender.failEntries("a2"::equals, Answers.ill()))
        .otherwise(ScriptedSender::deliver);
    put(corridor, "a1", "a2", "a3", "a4");
    corridor.run(2_000);
    assertThat(corridor.sender.sentBodies())
        .containsExactly(
            List.of("a1", "a2", "a3", "a4"), List.of("a1", "a2"), List.of("a2", "a3", "a4"));
    assertThat(corridor.committable(Corridor.P0)).isEqualTo(4);
  }

  @Test
  void limitOfARequestIsLearnedFromItsRefusal() {
    Corridor corridor = relaxed();
    corridor
        .sender
        .next(ScriptedSender.fail(Answers.tooLong(1_000)))
        .otherwise(ScriptedSender::deliver);
    List<String> bodies = new ArrayList<>();
    for (char c : "abcdefgh".toCharArray()) {
      bodies.add(String.valueOf(c).repeat(400));
    }
    put(corridor, bodies.toArray(String[]::new));
    corridor.run(2_000);
    assertThat(corridor.sender.sent()).extracting(batch -> batch.deliveries().size()).startsWith(4);
    assertThat(corridor.sender.sent().subList(1, corridor.sender.sent().size()))
        .allSatisfy(batch -> assertThat(batch.bytes()).isLessThanOrEqualTo(1_000));
    assertThat(corridor.committable(Corridor.P0)).isEqualTo(8);
  }

  private static Corridor relaxed() {
    return Corridor.fifo()
        .with("sqs.fifo.ordering", "relaxed")
        .with("sqs.batch.max.messages", 4)
        .with("sqs.linger.ms", 50)
        .open();
  }

  /** All are of one group, and arrive with one poll. */
  private static void put(Corridor corridor, String... bodies) {
    corridor.pipeline.accept(
        corridor.records(Corridor.P0, bodies).stream()
            .map(
                record ->
                    DeliveryPipelineTest.keyed(
                        Corridor.P0, record.kafkaOffset(), "group", (String) record.value()))
            .toList());
  }
}
