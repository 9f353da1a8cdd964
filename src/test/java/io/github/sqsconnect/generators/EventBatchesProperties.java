package io.github.sqsconnect.generators;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.StreamReadConstraints;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import net.jqwik.api.statistics.Statistics;

class EventBatchesProperties {
  private static final ObjectMapper JACKSON =
      new ObjectMapper(
          JsonFactory.builder()
              .streamReadConstraints(
                  StreamReadConstraints.builder().maxNumberLength(10_000).build())
              .build());

  @Provide
  Arbitrary<String> all() {
    return Arbitraries.oneOf(
        EventBatches.wellFormed().batches(),
        EventBatches.careless().withDoubledNames().batches(),
        EventBatches.wellFormed().arrays(),
        EventBatches.wellFormed().withDoubledNames().events(),
        EventBatches.wellFormed().records());
  }

  @Property(tries = 300)
  void whatIsWrittenReadsBackTheSameWhateverTheRendering(
      @ForAll("all") String text, @ForAll int seed) {
    Json value = Json.parse(text);
    assertThat(Json.parse(value.canonical())).isEqualTo(value);
    assertThat(Json.parse(new JsonRendering(seed).render(value))).isEqualTo(value);
  }

  @Property(tries = 300)
  void otherReadersTakeTheText(@ForAll("all") String text) throws IOException {
    assertThat(JACKSON.readTree(text)).isNotNull();
    assertThat(new String(text.getBytes(StandardCharsets.UTF_8), StandardCharsets.UTF_8))
        .isEqualTo(text);
    Statistics.label("length").collect(Integer.highestOneBit(text.length()));
  }
}
