package io.github.sqsconnect.delivery;

import io.github.sqsconnect.event.EventIndexes;
import io.github.sqsconnect.message.OutboundMessage;
import io.github.sqsconnect.message.TargetQueue;
import java.util.ArrayDeque;
import java.util.concurrent.TimeUnit;
import org.apache.kafka.common.TopicPartition;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Fork;
import org.openjdk.jmh.annotations.Measurement;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OperationsPerInvocation;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Param;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.Warmup;

/**
 * What a message costs the accumulator, in nanoseconds: the outstanding number of messages is
 * appended, drained into requests and done, again and again until {@link #MESSAGES} have passed. As
 * many requests are under way as the window allows; the oldest is answered first.
 */
@State(Scope.Thread)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.NANOSECONDS)
@Warmup(iterations = 3, time = 1)
@Measurement(iterations = 5, time = 1)
@Fork(value = 1, jvmArgs = "-Xmx512m")
public class AccumulatorBenchmark {
  private static final int MESSAGES = 100_000;

  /** Long after every message was appended, at 0: none waits for others. */
  private static final long NOW = 60_000;

  /** Message groups of a FIFO queue; 0 is a standard queue. */
  @Param({"0", "1", "1000", "100000"})
  int groups;

  @Param({"1000", "10000", "100000"})
  int outstanding;

  private final OutboundMessage[] messages = new OutboundMessage[MESSAGES];
  private final ArrayDeque<MessageBatch> originalsInFlight = new ArrayDeque<>();
  private final PartitionOffsets offsets = new PartitionOffsets(new TopicPartition("events", 0));
  private TargetQueue queue;
  private TrackedRecord tracked;
  private MessageAccumulator accumulator;

  @Setup
  public void setUp() {
    queue =
        new TargetQueue(
            "https://sqs.eu-central-1.amazonaws.com/123456789012/q" + (groups == 0 ? "" : ".fifo"));
    tracked = offsets.register(Batches.record(0, "value"), 5, 0);
    for (int i = 0; i < MESSAGES; i++) {
      messages[i] =
          new OutboundMessage(
              queue,
              "",
              1_000,
              groups == 0 ? null : "group-" + i % groups,
              null,
              EventIndexes.none(0));
    }
    accumulator =
        new MessageAccumulator(BufferFixture.settings(), new RetryPolicy(100, 1_000, () -> 0.5));
  }

  @Benchmark
  @OperationsPerInvocation(MESSAGES)
  public long appendAndDrain() {
    for (int from = 0; from < MESSAGES; from += outstanding) {
      for (int i = 0; i < outstanding; i++) {
        accumulator.append(new Delivery(messages[from + i], tracked, 0));
      }
      drain(accumulator.backlog(queue));
    }
    return accumulator.bytes();
  }

  private void drain(QueueBacklog backlog) {
    do {
      MessageBatch batch = backlog.isOpen(NOW) ? backlog.next(NOW, NOW) : null;
      if (batch != null) {
        batch.sent(NOW);
        backlog.sent(batch);
        originalsInFlight.addLast(batch);
      } else {
        MessageBatch answered = originalsInFlight.removeFirst();
        backlog.completed(answered);
        for (Delivery delivery : answered.deliveries()) {
          accumulator.complete(delivery);
        }
      }
    } while (!originalsInFlight.isEmpty() || backlog.buffer().size() > 0);
  }
}
