package io.github.sqsconnect.fuzz;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.sqsconnect.SimulatedTask;
import io.github.sqsconnect.config.SqsSinkConfig;
import io.github.sqsconnect.delivery.BackoffPolicy;
import io.github.sqsconnect.fakes.FakeReporter;
import io.github.sqsconnect.fakes.FakeTaskContext;
import io.github.sqsconnect.fakes.ManualClock;
import io.github.sqsconnect.fakes.RecordAssembler;
import io.github.sqsconnect.message.Assembly;
import io.github.sqsconnect.message.MessageAssembler;
import io.github.sqsconnect.message.OutboundMessage;
import io.github.sqsconnect.message.TargetQueue;
import io.github.sqsconnect.property.Draw;
import io.github.sqsconnect.property.Property;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.apache.kafka.clients.consumer.OffsetAndMetadata;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.connect.errors.ConnectException;
import org.apache.kafka.connect.sink.SinkRecord;

/**
 * Broken values and broken responses at once, in a whole task: a record whose offset is committed
 * was listed as sent, reported or filtered; once the responses are good, all records are done.
 */
class PipelineFuzzTest {
  private static final TopicPartition PARTITION = new TopicPartition("orders", 0);
  private static final int RECORDS = 12;
  private static final int MOST_STOPS = 6;
  private static final int MOST_POLLS = 500;

  private final FuzzedSender sender = new FuzzedSender();

  @Property(tries = 60)
  void committedRecordWasSentReportedOrFiltered(Draw draw) {
    new Run(draw).run();
  }

  /** Delivers the records with as many tasks as necessary. */
  private final class Run {
    private final Draw draw;
    private final ManualClock clock = new ManualClock();
    private final Map<String, String> settings;
    private final List<SinkRecord> records = new ArrayList<>();
    private final Set<Long> reported = new HashSet<>();
    private long committed;

    Run(Draw draw) {
      this.draw = draw;
      settings = FuzzedSettings.any(draw);
      settings.put("sqs.message.group.id", "${key}");
      settings.put("sqs.linger.ms", "0");
      settings.put("errors.tolerance", "all");
      settings.put("errors.deadletterqueue.topic.name", "rejected");
      settings.put("producer.override.max.request.size", "100000000");
      for (long offset = 0; offset < RECORDS; offset++) {
        records.add(FuzzedRecords.record(offset, "key" + offset, draw));
      }
    }

    void run() {
      sender.reset(draw, clock);
      for (int stops = 0; committed < RECORDS; stops++) {
        assertThat(stops).as("tasks that stopped").isLessThanOrEqualTo(MOST_STOPS);
        if (stops == MOST_STOPS) {
          sender.stopFaults();
        }
        try {
          runTask();
        } catch (ConnectException stop) {
          assertThat(stop.getMessage()).as("the reason of a stop").containsPattern("SQS-\\d{3}");
          draw.count("stopped by", stop.getMessage().replaceAll("(?s).*(SQS-\\d{3}).*", "$1"));
          sender.dropResponses();
        }
      }
      checkAll();
    }

    private void runTask() {
      SimulatedTask task = task();
      task.open(List.of(PARTITION));
      int next = (int) committed;
      for (int polls = 0; committed < RECORDS; polls++) {
        assertThat(polls).as("polls until all is done").isLessThan(MOST_POLLS);
        if (polls == 20) {
          sender.stopFaults();
        }
        int end = Math.min(RECORDS, next + draw.below(5));
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
          sender,
          sender,
          new BackoffPolicy(100, 1_000, () -> draw.below(1_000) / 1_000.0),
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
      return RecordAssembler.with(settings).assembler();
    }

    private void checkAll() {
      for (SinkRecord record : records) {
        long offset = record.originalKafkaOffset();
        Assembly assembly = assembler().assemble(record);
        if (reported.contains(offset)) {
          draw.count("record", "reported");
        } else if (assembly instanceof Assembly.Messages messages) {
          for (OutboundMessage message : messages.messages()) {
            assertThat(sender.sentOf("key" + offset))
                .as("of record " + offset)
                .containsAll(FuzzedSender.events(message));
          }
          draw.count("record", "sent");
        } else {
          assertThat(assembly).as("of record " + offset).isInstanceOf(Assembly.Filtered.class);
          draw.count("record", "filtered");
        }
      }
    }
  }
}
