package io.github.sqsconnect.delivery;

import static io.github.sqsconnect.property.Generator.booleans;
import static io.github.sqsconnect.property.Generator.integers;
import static org.assertj.core.api.Assertions.assertThat;

import io.github.sqsconnect.fakes.Outcomes;
import io.github.sqsconnect.property.Draw;
import io.github.sqsconnect.property.Generator;
import io.github.sqsconnect.property.Property;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Function;
import org.apache.kafka.clients.consumer.OffsetAndMetadata;
import org.apache.kafka.common.TopicPartition;

/**
 * With any results of requests, a message is sent only if all earlier messages of its group are
 * done or in the same request, and every message that the queue accepts arrives.
 */
class RelaxedOrderProperties {
  private static final String CODE = "InvalidParameterValue";

  private enum Reply {
    DELIVERED,
    FAILS,
    SECOND_FAILS,
    THROTTLED,
    TOO_LONG,
    REFUSED
  }

  private static Generator<List<Reply>> replies() {
    return Generator.weighted(
            Generator.times(3, Reply.DELIVERED),
            Generator.times(2, Reply.FAILS),
            Generator.times(3, Reply.SECOND_FAILS),
            Generator.times(1, Reply.THROTTLED),
            Generator.times(3, Reply.TOO_LONG),
            Generator.times(3, Reply.REFUSED))
        .list(25);
  }

  @Property(tries = 400)
  void groupsKeepTheirOrderAndEveryMessageIsSettled(Draw draw) {
    List<Reply> replies = draw.next("replies", replies());
    List<Integer> groups = draw.next("groups", integers(0, 2).list(1, 20));
    int badEvery = draw.next("badEvery", integers(1, 6));
    boolean relaxed = draw.next("relaxed", booleans());
    Service service = new Service(replies, groups, badEvery);
    TestPipeline fixture =
        TestPipeline.fifo()
            .with("sqs.fifo.ordering", relaxed ? "relaxed" : "strict")
            .with("sqs.linger.ms", 5)
            .with("sqs.retry.backoff.ms", 20)
            .open();
    service.fixture = fixture;
    fixture.sender.otherwise(service);
    for (int i = 0; i < groups.size(); i++) {
      fixture.pipeline.accept(
          List.of(
              DeliveryPipelineTest.keyed(
                  TestPipeline.P0, i, "g" + groups.get(i), Integer.toString(i))));
    }
    fixture.run(120_000);
    assertThat(fixture.reporter.offsets()).containsExactlyInAnyOrderElementsOf(service.refused);
    assertThat(service.delivered).hasSize(groups.size() - service.refused.size());
    assertThat(fixture.pipeline.bufferedBytes()).isZero();
    assertThat(fixture.pipeline.maxIdleMs()).isNull();
    assertThat(fixture.pipeline.committable(service.proposal()).values())
        .allMatch(offset -> offset.offset() == groups.size());
  }

  /** Gives the drawn replies after ten milliseconds and checks the order of messages. */
  private static final class Service implements Function<MessageBatch, Completion> {
    private final List<Reply> replies;
    private final List<Integer> groups;
    private final int badEvery;
    private final Set<Integer> delivered = new HashSet<>();
    private final Set<Long> refused = new HashSet<>();

    /** The time at which a message was delivered or rejected. */
    private final Map<Integer, Long> doneAt = new HashMap<>();

    private final Map<Integer, Long> groupBusyUntil = new HashMap<>();
    private TestPipeline fixture = TestPipeline.open();
    private int requests;

    Service(List<Reply> replies, List<Integer> groups, int badEvery) {
      this.replies = replies;
      this.groups = groups;
      this.badEvery = badEvery;
    }

    /** Some messages are rejected in every request, but never all messages of a request. */
    private boolean isBad(int message) {
      return badEvery > 1 && message % badEvery == 1;
    }

    @Override
    public Completion apply(MessageBatch batch) {
      List<Integer> messages = MessageBatches.bodies(batch).stream().map(Integer::valueOf).toList();
      requireOrder(messages);
      Reply reply = requests < replies.size() ? replies.get(requests) : Reply.DELIVERED;
      requests++;
      if (messages.size() == 1 && reply == Reply.TOO_LONG) {
        reply = Reply.DELIVERED;
      }
      boolean bad = messages.stream().anyMatch(this::isBad);
      boolean good = messages.size() == 1 || !messages.stream().allMatch(this::isBad);
      if (!good) {
        return refusedWithCodesOfTheirOwn(batch, messages);
      }
      return switch (reply) {
        case FAILS -> Completion.failed(batch, Outcomes.internalError());
        case THROTTLED -> Completion.failed(batch, Outcomes.throttled());
        case TOO_LONG -> Completion.failed(batch, Outcomes.tooLong());
        case REFUSED -> bad && good ? refusedAsAWhole(batch, messages) : byEntry(batch, -1);
        case SECOND_FAILS -> byEntry(batch, messages.size() > 1 ? messages.get(1) : -1);
        case DELIVERED -> byEntry(batch, -1);
      };
    }

    /** With the same code for all of them the connector would stop the task. */
    private Completion refusedWithCodesOfTheirOwn(MessageBatch batch, List<Integer> messages) {
      messages.forEach(this::done);
      messages.forEach(message -> refused.add((long) message));
      return Completion.of(
          batch,
          messages.stream()
              .map(message -> (DeliveryOutcome) Outcomes.rejected(CODE + message))
              .toList());
    }

    private Completion refusedAsAWhole(MessageBatch batch, List<Integer> messages) {
      if (messages.size() == 1) {
        done(messages.get(0));
        refused.add((long) messages.get(0));
      }
      return Completion.failed(batch, Outcomes.rejected(CODE + messages.get(0) % 2));
    }

    private Completion byEntry(MessageBatch batch, int ill) {
      return Completion.of(
          batch,
          MessageBatches.bodies(batch).stream()
              .map(Integer::valueOf)
              .map(m -> outcome(m, ill))
              .toList());
    }

    private DeliveryOutcome outcome(int message, int ill) {
      if (message == ill) {
        return Outcomes.internalError();
      }
      done(message);
      if (isBad(message)) {
        refused.add((long) message);
        return Outcomes.rejected(CODE + message % 2);
      }
      delivered.add(message);
      return new DeliveryOutcome.Delivered();
    }

    private void done(int message) {
      assertThat(doneAt.put(message, fixture.clock.now() + 10)).as("sent twice").isNull();
    }

    private void requireOrder(List<Integer> messages) {
      long now = fixture.clock.now();
      Set<Integer> before = new HashSet<>();
      for (int message : messages) {
        int group = groups.get(message);
        assertThat(groupBusyUntil.getOrDefault(group, 0L))
            .as("group has a message in flight")
            .isBetween(0L, now);
        for (int earlier = 0; earlier < message; earlier++) {
          if (groups.get(earlier) == group) {
            assertThat(before.contains(earlier) || doneAt.getOrDefault(earlier, now + 1) <= now)
                .as("%d of group %d is sent before %d", message, group, earlier)
                .isTrue();
          }
        }
        before.add(message);
      }
      messages.forEach(message -> groupBusyUntil.put(groups.get(message), now + 10));
    }

    private Map<TopicPartition, OffsetAndMetadata> proposal() {
      return Map.of(TestPipeline.P0, new OffsetAndMetadata(groups.size()));
    }
  }
}
