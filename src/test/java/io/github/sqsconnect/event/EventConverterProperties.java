package io.github.sqsconnect.event;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.sqsconnect.generators.EventBatches;
import io.github.sqsconnect.generators.ForwardingSettings;
import io.github.sqsconnect.model.EventFormatModel;
import java.util.Map;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Combinators;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import net.jqwik.api.statistics.Statistics;

/** What holds for every record under every setting. */
class EventConverterProperties {

  @Provide
  Arbitrary<String> texts() {
    EventBatches careless = EventBatches.careless().withDoubledNames();
    EventBatches good = EventBatches.wellFormed();
    return Arbitraries.frequencyOf(
        net.jqwik.api.Tuple.of(3, careless.batches()),
        net.jqwik.api.Tuple.of(3, good.batches()),
        net.jqwik.api.Tuple.of(1, careless.events()),
        net.jqwik.api.Tuple.of(1, good.events()),
        net.jqwik.api.Tuple.of(1, careless.arrays()),
        net.jqwik.api.Tuple.of(1, careless.records()));
  }

  @Provide
  Arbitrary<Map<String, String>> anySettings() {
    return ForwardingSettings.any();
  }

  @Provide
  Arbitrary<RecordPosition> positions() {
    return Combinators.combine(
            Arbitraries.of("orders", "a.b_c-d", "t", "0"),
            Arbitraries.integers().between(0, 1_000),
            Arbitraries.longs().between(0, Long.MAX_VALUE),
            Arbitraries.longs().between(0, 4_000_000_000_000L).injectNull(0.2))
        .as(RecordPosition::new);
  }

  private static EventFormatModel.Result modelled(
      String text, Map<String, String> settings, RecordPosition position) {
    return new EventFormatModel(Identity.NAMESPACE, settings)
        .convert(
            text,
            new EventFormatModel.Position(
                position.topic(), position.partition(), position.offset(), position.timestamp()));
  }

  @Property(tries = 4000)
  void everyRecordBecomesWhatTheModelSays(
      @ForAll("texts") String text,
      @ForAll("anySettings") Map<String, String> settings,
      @ForAll("positions") RecordPosition position) {
    EventFormatModel.Result expected = modelled(text, settings, position);
    Conversion actual =
        Converting.under(settings)
            .of(Converting.record(position, null, null, text), Converting.LIMIT);
    if (expected instanceof EventFormatModel.Messages messages) {
      assertThat(actual).isInstanceOf(Conversion.Converted.class);
      assertThat(Converting.bodies(actual)).isEqualTo(messages.bodies());
    } else if (expected instanceof EventFormatModel.Filtered) {
      assertThat(actual).isInstanceOf(Conversion.Filtered.class);
    } else if (expected instanceof EventFormatModel.Rejected) {
      assertThat(actual).isInstanceOf(Conversion.Rejected.class);
    }
    Statistics.label("outcome").collect(expected.getClass().getSimpleName());
  }
}
