package io.github.sqsconnect.delivery;

import static io.github.sqsconnect.property.Generator.booleans;
import static io.github.sqsconnect.property.Generator.integers;
import static org.assertj.core.api.Assertions.assertThat;

import io.github.sqsconnect.fakes.Outcomes;
import io.github.sqsconnect.fakes.ScriptedSender;
import io.github.sqsconnect.property.Draw;
import io.github.sqsconnect.property.Property;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.IntStream;
import org.apache.kafka.connect.errors.ConnectException;

/** A service with lower limits than the settings, which names them in its errors. */
class LearnedLimitsProperties {

  @Property(tries = 200)
  void messageOverTheLimitIsSplitAndOneThatCannotBeSplitIsReported(Draw draw) {
    List<Integer> sizes = draw.next("sizes", integers(1, 6).list(1, 5));
    int limit = draw.next("limit", integers(380, 2_000));
    boolean fifo = draw.next("fifo", booleans());
    TestPipeline fixture =
        (fifo ? TestPipeline.fifo() : TestPipeline.settings())
            .with("sqs.linger.ms", 5)
            .with("sqs.message.format", "event-batch")
            .open();
    List<String> delivered = new ArrayList<>();
    fixture.sender.otherwise(
        batch ->
            Completion.of(
                batch, batch.deliveries().stream().map(d -> answer(d, limit, delivered)).toList()));
    fixture.put(
        IntStream.range(0, sizes.size())
            .mapToObj(i -> OutcomeHandlerTest.eventBatch(sizes.get(i), 60))
            .toArray(String[]::new));
    fixture.run(10_000);
    assertThat(fixture.committable(TestPipeline.P0)).isEqualTo(sizes.size());
    assertThat(fixture.pipeline.bufferedBytes()).isZero();
    if (fixture.reporter.records().isEmpty()) {
      assertThat(delivered).hasSize(sizes.stream().mapToInt(Integer::intValue).sum());
    } else {
      assertThat(fixture.reporter.reasons())
          .allSatisfy(reason -> assertThat(reason).hasMessageContaining("bytes"));
      assertThat(limit).as("bytes of one event").isLessThan(460);
    }
  }

  private static DeliveryOutcome answer(Delivery delivery, int limit, List<String> delivered) {
    if (delivery.bytes() > limit) {
      return Outcomes.longerThan(limit);
    }
    String body = delivery.message().body();
    for (String event : body.split("\"event_name\"", -1)) {
      delivered.add(event);
    }
    delivered.remove(delivered.size() - 1);
    return new DeliveryOutcome.Delivered();
  }

  @Property(tries = 200)
  void requestsKeepTheLimitOnceItIsKnown(Draw draw) {
    List<Integer> sizes = draw.next("sizes", integers(1, 300).list(2, 30));
    int limit = draw.next("limit", integers(300, 3_000));
    boolean named = draw.next("named", booleans());
    TestPipeline fixture = TestPipeline.with("sqs.linger.ms", 5).open();
    List<Integer> refused = new ArrayList<>();
    fixture.sender.otherwise(
        batch -> {
          if (batch.bytes() > limit) {
            refused.add(batch.bytes());
            return Completion.failed(batch, named ? Outcomes.tooLong(limit) : Outcomes.tooLong());
          }
          return ScriptedSender.deliver(batch);
        });
    for (int size : sizes) {
      fixture.put("x".repeat(size));
      fixture.poll(20);
      fixture.poll(20);
    }
    fixture.put(sizes.stream().map("x"::repeat).toArray(String[]::new));
    fixture.run(5_000);
    int before = refused.size();
    fixture.put(sizes.stream().map("x"::repeat).toArray(String[]::new));
    fixture.run(5_000);
    assertThat(fixture.committable(TestPipeline.P0)).isEqualTo(3L * sizes.size());
    if (named) {
      assertThat(refused).as("rejected after the limit was named").hasSize(before);
    }
    assertThat(fixture.progress()).as("no failure of the queue").contains("window=64 ");
  }

  @Property(tries = 100)
  void rateIsKeptAndIdleTimeEndsWhenTheNextRequestMayLeave(Draw draw) {
    int perSecond = draw.next("perSecond", integers(5, 2_000));
    int messages = draw.next("messages", integers(20, 200));
    TestPipeline fixture =
        TestPipeline.with("sqs.linger.ms", 5)
            .with("sqs.rate.limit.messages.per.second", perSecond)
            .open();
    long start = fixture.clock.now();
    for (int i = 0; i < messages; i++) {
      fixture.put("m");
    }
    assertThat(fixture.clock.now() - start).as("put does not wait for the rate").isLessThan(100);
    while (fixture.pipeline.maxIdleMs() != null) {
      fixture.poll(fixture.pipeline.maxIdleMs());
    }
    long last = fixture.sender.sent().get(fixture.sender.sent().size() - 1).sentAt() - start;
    long least = (messages - 10) * 1_000L / perSecond - 100;
    assertThat(last).isBetween(Math.max(0, least), Math.max(0, least) + 250 + 10_000L / perSecond);
    assertThat(fixture.committable(TestPipeline.P0)).isEqualTo(messages);
  }

  @Property(everyCase = true)
  void rejectedKeysAreReplacedWhileThereAreNewerOnes(Draw draw) {
    int newer = draw.next("newer", integers(0, 4));
    int refusals = draw.next("refusals", integers(0, 4));
    TestPipeline fixture = TestPipeline.open();
    fixture.sender.newerKeys(newer);
    String stopped = null;
    for (int i = 0; i < refusals && stopped == null; i++) {
      fixture.sender.next(ScriptedSender.fail(Outcomes.credentialsRefused()));
      fixture.put("m");
      try {
        fixture.run(31_000);
      } catch (ConnectException stop) {
        stopped = stop.getMessage();
      }
    }
    assertThat(fixture.sender.renewals()).isEqualTo(Math.min(refusals, newer + 1));
    if (refusals > newer) {
      assertThat(stopped).startsWith("SQS-001");
    } else {
      assertThat(stopped).isNull();
      assertThat(fixture.committable(TestPipeline.P0)).isEqualTo(refusals);
    }
  }
}
