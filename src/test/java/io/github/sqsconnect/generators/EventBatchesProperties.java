package io.github.sqsconnect.generators;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.StreamReadConstraints;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.github.sqsconnect.property.Draw;
import io.github.sqsconnect.property.Generator;
import io.github.sqsconnect.property.Property;
import java.io.IOException;
import java.nio.charset.StandardCharsets;

class EventBatchesProperties {
  private static final ObjectMapper JACKSON =
      new ObjectMapper(
          JsonFactory.builder()
              .streamReadConstraints(
                  StreamReadConstraints.builder().maxNumberLength(10_000).build())
              .build());

  private static final Generator<String> ALL =
      Generator.oneOf(
          EventBatches.wellFormed().batches(),
          EventBatches.careless().withDoubledNames().batches(),
          EventBatches.wellFormed().arrays(),
          EventBatches.wellFormed().withDoubledNames().events(),
          EventBatches.wellFormed().records());

  @Property(tries = 300)
  void renderedTextReadsBackAsTheSameValue(Draw draw) {
    String text = draw.next("text", ALL);
    int seed = draw.next("seed", Generator.between(0, Integer.MAX_VALUE - 1));
    Json value = Json.parse(text);
    assertThat(Json.parse(value.canonical())).isEqualTo(value);
    assertThat(Json.parse(new JsonRendering(seed).render(value))).isEqualTo(value);
  }

  @Property(tries = 300)
  void jacksonReadsTheText(Draw draw) throws IOException {
    String text = draw.next("text", ALL);
    assertThat(JACKSON.readTree(text)).isNotNull();
    assertThat(new String(text.getBytes(StandardCharsets.UTF_8), StandardCharsets.UTF_8))
        .isEqualTo(text);
    draw.count("length", Integer.highestOneBit(text.length()));
  }
}
