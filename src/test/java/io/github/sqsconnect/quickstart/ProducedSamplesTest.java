package io.github.sqsconnect.quickstart;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.apache.kafka.clients.producer.RecordMetadata;
import org.apache.kafka.common.TopicPartition;
import org.junit.jupiter.api.Test;

class ProducedSamplesTest {
  private static final TopicPartition PARTITION = new TopicPartition("customer-events", 0);

  private final List<Sample> samples = SampleRecords.day();
  private final ProducedSamples produced = new ProducedSamples();

  /** Produces all samples to one partition. */
  ProducedSamplesTest() {
    List<RecordMetadata> places = new ArrayList<>();
    for (int offset = 0; offset < samples.size(); offset++) {
      places.add(new RecordMetadata(PARTITION, offset, 0, 0, 0, 0));
    }
    produced.add(samples, places);
  }

  private DeliveredSamples delivered(int from, int to) {
    return DeliveredSamples.in(samples.subList(from, to).stream().map(Sample::value).toList());
  }

  private static Map<TopicPartition, Long> committed(long offset) {
    return Map.of(PARTITION, offset);
  }

  @Test
  void firstSampleIsAnOrderAndEachHasMarksOfItsOwn() {
    assertThat(samples).hasSize(360);
    assertThat(samples.get(0).value()).startsWith("{\"order\":\"A0001\",\"customer_id\":");
    assertThat(samples.stream().flatMap(sample -> sample.marks().stream()))
        .hasSizeGreaterThanOrEqualTo(360)
        .doesNotHaveDuplicates();
    assertThat(delivered(0, 360).complete(samples)).isEqualTo(360);
  }

  @Test
  void nothingIsLostIfEverythingCommittedWasDelivered() {
    assertThat(produced.lost(committed(360), delivered(0, 360))).isZero();
    assertThat(produced.lost(committed(180), delivered(0, 180))).isZero();
    assertThat(produced.lost(Map.of(), delivered(0, 0))).isZero();
    assertThat(produced.committed(committed(180))).isEqualTo(180);
  }

  @Test
  void sampleThatWasCommittedAndNotDeliveredIsLost() {
    assertThat(produced.lost(committed(360), delivered(1, 360))).isOne();
    assertThat(produced.lost(committed(181), delivered(0, 180))).isOne();
  }

  @Test
  void sampleWithoutOneOfItsEventsIsNotDelivered() {
    Sample batch =
        samples.stream().filter(sample -> sample.marks().size() > 1).findFirst().orElseThrow();
    String part = batch.value().replace(batch.marks().get(1), "other");
    assertThat(DeliveredSamples.in(List.of(batch.value())).contains(batch)).isTrue();
    assertThat(DeliveredSamples.in(List.of(part)).contains(batch)).isFalse();
  }
}
