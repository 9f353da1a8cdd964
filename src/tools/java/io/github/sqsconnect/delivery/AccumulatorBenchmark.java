package io.github.sqsconnect.delivery;

import io.github.sqsconnect.config.SqsSinkConfig;
import io.github.sqsconnect.event.EventIndexes;
import io.github.sqsconnect.jmh.TimedBenchmark;
import io.github.sqsconnect.message.OutboundMessage;
import io.github.sqsconnect.message.TargetQueue;
import java.util.ArrayDeque;
import java.util.List;
import java.util.Map;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.connect.sink.SinkRecord;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.OperationsPerInvocation;
import org.openjdk.jmh.annotations.Param;
import org.openjdk.jmh.annotations.Setup;

/**
 * The time that the accumulator needs for a message. The outstanding number of messages is
 * appended, drained into requests and completed, repeated until {@link #MESSAGES} have passed. As
 * many requests are in flight as the window allows; the oldest one is answered first.
 */
public class AccumulatorBenchmark extends TimedBenchmark {
  private static final int MESSAGES = 100_000;

  /** Long after the messages were appended, at 0: no message waits for others. */
  private static final long NOW = 60_000;

  /** Message groups of a FIFO queue; 0 is a standard queue. */
  @Param({"0", "1", "1000", "100000"})
  int groups;

  @Param({"1000", "10000", "100000"})
  int outstanding;

  private final OutboundMessage[] messages = new OutboundMessage[MESSAGES];
  private final ArrayDeque<MessageBatch> inFlight = new ArrayDeque<>();
  private final PartitionOffsets offsets = new PartitionOffsets(new TopicPartition("events", 0));
  private TargetQueue queue;
  private TrackedRecord tracked;
  private MessageAccumulator accumulator;

  @Setup
  public void setUp() {
    queue =
        new TargetQueue(
            "https://sqs.eu-central-1.amazonaws.com/123456789012/q" + (groups == 0 ? "" : ".fifo"));
    tracked = offsets.register(new SinkRecord("events", 0, null, null, null, "value", 0), 5, 0);
    for (int i = 0; i < MESSAGES; i++) {
      messages[i] =
          new OutboundMessage(
              queue,
              "",
              1_000,
              List.of(),
              groups == 0 ? null : "group-" + i % groups,
              null,
              null,
              null,
              EventIndexes.none(0));
    }
    accumulator =
        new MessageAccumulator(
            SqsSinkConfig.from(Map.of("sqs.queue.url", queue.url())).delivery(),
            new BackoffPolicy(100, 1_000, () -> 0.5),
            DeliveryCounts.ofTask(0),
            () -> 0);
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
        inFlight.addLast(batch);
      } else {
        MessageBatch answered = inFlight.removeFirst();
        backlog.completed(answered);
        for (Delivery delivery : answered.deliveries()) {
          accumulator.complete(delivery);
        }
      }
    } while (!inFlight.isEmpty() || backlog.buffer().size() > 0);
  }
}
