package io.github.sqsconnect.fuzz;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.sqsconnect.SimulatedTask;
import io.github.sqsconnect.config.SqsSinkConfig;
import io.github.sqsconnect.delivery.RetryPolicy;
import io.github.sqsconnect.event.EventConverter;
import io.github.sqsconnect.event.IdGenerator;
import io.github.sqsconnect.fakes.FakeReporter;
import io.github.sqsconnect.fakes.FakeTaskContext;
import io.github.sqsconnect.fakes.ManualClock;
import io.github.sqsconnect.message.Assembly;
import io.github.sqsconnect.message.MessageAssembler;
import io.github.sqsconnect.message.OutboundMessage;
import io.github.sqsconnect.message.TargetQueue;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import org.apache.kafka.clients.consumer.OffsetAndMetadata;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.connect.errors.ConnectException;
import org.apache.kafka.connect.sink.SinkRecord;
import org.junit.jupiter.api.Test;

/**
 * Broken values and broken answers at once, through a whole task: no record is forgotten that was
 * not listed as sent, reported or filtered, and when the storm is over all of them get through.
 */
class PipelineFuzzTest {
  private static final TopicPartition PARTITION = new TopicPartition("orders", 0);
  private static final int RECORDS = 12;
  private static final int MOST_STOPS = 6;
  private static final int MOST_POLLS = 500;

  private final FuzzedWire wire = new FuzzedWire();

  @Test
  void storedReportedOrStillOutstanding() {
    Map<String, Integer> ends = new HashMap<>();
    Seeds.each(60, (seed, random) -> new Run(random).run(ends));
    System.out.println("fuzz: " + ends);
  }

  /** Records through as many tasks as it takes. */
  private final class Run {
    private final Random random;
    private final ManualClock clock = new ManualClock();
    private final Map<String, String> settings;
    private final List<SinkRecord> records = new ArrayList<>();
    private final Set<Long> reported = new HashSet<>();
    private long committed;

    Run(Random random) {
      this.random = random;
      settings = Settings.any(random);
      settings.put("sqs.message.group.id", "${key}");
      settings.put("sqs.linger.ms", "0");
      settings.put("errors.tolerance", "all");
      settings.put("errors.deadletterqueue.topic.name", "rejected");
      settings.put("producer.override.max.request.size", "100000000");
      for (long offset = 0; offset < RECORDS; offset++) {
        records.add(Values.record(offset, "key" + offset, random));
      }
    }

    void run(Map<String, Integer> ends) {
      wire.begin(random, clock);
      for (int stops = 0; committed < RECORDS; stops++) {
        assertThat(stops).as("tasks that stopped").isLessThanOrEqualTo(MOST_STOPS);
        if (stops == MOST_STOPS) {
          wire.calm();
        }
        try {
          runTask();
        } catch (ConnectException stop) {
          assertThat(stop.getMessage()).as("the reason of a stop").containsPattern("SQS-\\d{3}");
          ends.merge(stop.getMessage().replaceAll("(?s).*(SQS-\\d{3}).*", "$1"), 1, Integer::sum);
          wire.abandon();
        }
      }
      checkAll(ends);
    }

    private void runTask() {
      SimulatedTask task = task();
      task.open(List.of(PARTITION));
      int next = (int) committed;
      for (int polls = 0; committed < RECORDS; polls++) {
        assertThat(polls).as("polls until all is done").isLessThan(MOST_POLLS);
        if (polls == 20) {
          wire.calm();
        }
        int end = Math.min(RECORDS, next + random.nextInt(5));
        List<SinkRecord> poll = records.subList(next, end);
        next = end;
        task.put(poll);
        OffsetAndMetadata offset =
            task.preCommit(Map.of(PARTITION, new OffsetAndMetadata(next))).get(PARTITION);
        committed = offset == null ? committed : offset.offset();
        clock.advance(500);
      }
      assertThat(task.bufferedBytes()).isZero();
    }

    private SimulatedTask task() {
      SqsSinkConfig config = SqsSinkConfig.from(settings);
      return new SimulatedTask(
          queue(),
          config.delivery(),
          assembler(),
          wire,
          wire,
          new RetryPolicy(100, 1_000, random::nextDouble),
          clock,
          new FakeTaskContext(
              (record, error) -> {
                reported.add(record.originalKafkaOffset());
                return FakeReporter.written();
              }),
          settings);
    }

    private TargetQueue queue() {
      return new TargetQueue(settings.get("sqs.queue.url"));
    }

    private MessageAssembler assembler() {
      SqsSinkConfig config = SqsSinkConfig.from(settings);
      IdGenerator ids = new IdGenerator(config.message().idNamespace());
      return new MessageAssembler(
          config.message(), new EventConverter(config.event(), ids), ids, queue());
    }

    private void checkAll(Map<String, Integer> ends) {
      for (SinkRecord record : records) {
        long offset = record.originalKafkaOffset();
        Assembly assembly = assembler().assemble(record);
        if (reported.contains(offset)) {
          ends.merge("reported", 1, Integer::sum);
        } else if (assembly instanceof Assembly.Messages messages) {
          for (OutboundMessage message : messages.messages()) {
            assertThat(wire.sentOf("key" + offset))
                .as("of record " + offset)
                .containsAll(FuzzedWire.events(message));
          }
          ends.merge("sent", 1, Integer::sum);
        } else {
          assertThat(assembly).as("of record " + offset).isInstanceOf(Assembly.Filtered.class);
          ends.merge("filtered", 1, Integer::sum);
        }
      }
    }
  }
}
