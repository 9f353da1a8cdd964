package io.github.sqsconnect.delivery;

import io.github.sqsconnect.delivery.DeliveryOutcome.Rejected;
import io.github.sqsconnect.delivery.DeliveryOutcome.Retriable;
import io.github.sqsconnect.delivery.DeliveryOutcome.Verdict;
import io.github.sqsconnect.message.LearnedLimit;
import io.github.sqsconnect.message.MessageAssembler;
import io.github.sqsconnect.message.TargetQueue;

/**
 * Learns from responses how large requests and messages may be. SQS names the limit when it rejects
 * a request or a message for its size. A larger request that SQS accepts shows that a learned limit
 * is not valid any more.
 */
final class LimitLearning {
  private final MessageAssembler assembler;
  private final MessageAccumulator accumulator;
  private final MillisClock clock;

  LimitLearning(MessageAssembler assembler, MessageAccumulator accumulator, MillisClock clock) {
    this.assembler = assembler;
    this.accumulator = accumulator;
    this.clock = clock;
  }

  /** Learns from one response. */
  void learn(Completion completion, QueueBacklog backlog) {
    MessageBatch batch = completion.batch();
    LearnedLimit requestLimit = backlog.limits().learned();
    for (int i = 0; i < completion.outcomes().size(); i++) {
      DeliveryOutcome outcome = completion.outcomes().get(i);
      int named = namedRequestLimit(outcome);
      if (named > 0) {
        requestLimit.learn(named, clock.now());
      } else if (outcome.verdict() == Verdict.DELIVERED) {
        requestLimit.accepted(batch.bytes(), batch.sentAt());
        assembler
            .learned(batch.queue())
            .accepted(batch.deliveries().get(i).bytes(), batch.sentAt());
      }
    }
  }

  /** A message was rejected for its size; the response names the limit of a message. */
  void learnMessageLimit(TargetQueue queue, Rejected outcome) {
    assembler.learned(queue).learn(outcome.learnedLimit(), clock.now());
  }

  /** Forgets limits that were learned long ago, and queues that are not used any more. */
  void expire() {
    long now = clock.now();
    assembler.expireLearned(now);
    accumulator.backlogs().forEach(backlog -> backlog.limits().learned().expire(now));
    accumulator.forgetIdle(now).forEach(assembler::forget);
  }

  /** The most bytes of a request that an outcome names, or 0. */
  private static int namedRequestLimit(DeliveryOutcome outcome) {
    if (outcome instanceof Rejected alone) {
      return alone.kind() == Rejected.Kind.TOO_LONG ? alone.learnedLimit() : 0;
    }
    return outcome instanceof Retriable retriable ? retriable.learnedLimit() : 0;
  }

  /** The learned limit of messages of a queue. */
  LearnedLimit.State messageLimit(TargetQueue queue) {
    return assembler.learnedSnapshot(queue);
  }
}
