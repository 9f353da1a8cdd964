package io.github.sqsconnect.delivery;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.sqsconnect.property.Draw;
import io.github.sqsconnect.property.Property;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.connect.errors.ConnectException;
import org.apache.kafka.connect.sink.SinkRecord;

/**
 * For any records on two partitions and any polls: the task stops only without a delivery and after
 * enough rejections of one kind, and otherwise every record is delivered or reported, once.
 */
class RejectedStartProperties {
  private static final List<String> VALUES = List.of("", "\u0001", "good");

  @Property(tries = 2_000)
  void taskStopsOnlyForEnoughRejectionsOfOneKindWithoutADelivery(Draw draw) {
    int max = 1 + draw.below(5);
    boolean isGoodPossible = draw.coin();
    TestPipeline task = TestPipeline.with("sqs.rejected.in.a.row.max", max).open();
    List<SinkRecord> all = new ArrayList<>();
    boolean stopped = false;
    try {
      for (int poll = draw.below(12); poll > 0; poll--) {
        List<SinkRecord> records = new ArrayList<>();
        for (int i = draw.below(4); i > 0; i--) {
          TopicPartition partition = draw.coin() ? TestPipeline.P0 : TestPipeline.P1;
          String value = VALUES.get(draw.below(isGoodPossible ? 3 : 2));
          records.addAll(task.records(partition, value));
        }
        all.addAll(records);
        task.pipeline.accept(records);
        task.run(draw.below(3) * 4_000L);
      }
      task.run(20_000);
    } catch (ConnectException stop) {
      assertThat(stop).hasMessageStartingWith("SQS-025 ");
      stopped = true;
    }

    Map<Object, Long> counts =
        all.stream().collect(Collectors.groupingBy(SinkRecord::value, Collectors.counting()));
    long rejected = all.size() - counts.getOrDefault("good", 0L);
    boolean isEnough = Stream.of("", "\u0001").anyMatch(v -> counts.getOrDefault(v, 0L) >= max);
    draw.count("stopped", stopped);
    if (stopped) {
      assertThat(task.sender.sent()).isEmpty();
      assertThat(isEnough).isTrue();
      assertThat(task.reporter.records().size()).isLessThan(2 * max);
    } else {
      assertThat(isEnough && task.sender.sent().isEmpty()).isFalse();
      assertThat(task.reporter.records()).hasSize((int) rejected);
      Set<String> reported = new TreeSet<>();
      task.reporter
          .records()
          .forEach(
              each ->
                  reported.add(each.originalKafkaPartition() + "-" + each.originalKafkaOffset()));
      assertThat(reported).hasSize((int) rejected);
      for (TopicPartition partition : List.of(TestPipeline.P0, TestPipeline.P1)) {
        long end =
            all.stream()
                .filter(each -> each.originalKafkaPartition() == partition.partition())
                .count();
        assertThat(task.committable(partition)).isEqualTo(end);
      }
    }
  }
}
