package io.github.sqsconnect.event;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.sqsconnect.generators.EventBatches;
import io.github.sqsconnect.generators.EventSettingGenerators;
import io.github.sqsconnect.generators.Json;
import io.github.sqsconnect.generators.PlainRecordGenerators;
import io.github.sqsconnect.property.Draw;
import io.github.sqsconnect.property.Generator;
import io.github.sqsconnect.property.Property;
import io.github.sqsconnect.record.TestRecords;
import io.github.sqsconnect.schema.EventBatchSchema;
import io.github.sqsconnect.schema.StrictSamples;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.apache.kafka.connect.sink.SinkRecord;

/**
 * The messages of every record are valid by the schema of their {@code event.validation}, and
 * {@code strict} rejects no record whose messages would be. A validator that knows nothing of the
 * connector decides. {@code -Dproperty.tries=100000} tries more.
 */
class SchemaAgreementProperties {
  private static final EventBatchSchema PUBLISHED = EventBatchSchema.published();
  private static final EventBatchSchema STRICT = EventBatchSchema.strict();
  private static final EventBatches CARELESS = EventBatches.careless().withDoubledNames();
  private static final EventBatches GOOD = EventBatches.wellFormed();

  private static final Generator<String> SAMPLES = EventBatches.written(StrictSamples.messages());

  private static final Generator<String> TEXTS =
      Generator.weightedOf(
          Generator.times(6, SAMPLES),
          Generator.times(1, CARELESS.batches()),
          Generator.times(1, CARELESS.events()),
          Generator.times(1, CARELESS.arrays()),
          Generator.times(1, CARELESS.records()),
          Generator.times(1, GOOD.batches()),
          Generator.times(1, GOOD.events()));

  private static final Generator<Map<String, String>> SETTINGS =
      Generator.oneOf(EventSettingGenerators.neutral(), EventSettingGenerators.any());

  @Property(tries = 1500)
  void messagesOfEveryRecordAgreeWithTheSchemas(Draw draw) {
    String text = draw.next("text", TEXTS);
    Map<String, String> settings = draw.next("settings", SETTINGS);
    int limit = draw.next("limit", Generator.of(TestEventConverter.LIMIT, 2_000, 700));
    assertAgreement(
        draw, settings, TestRecords.record(TestRecords.POSITION, null, null, text), limit);
  }

  @Property(tries = 300)
  void messagesOfConnectDataAgreeWithTheSchemas(Draw draw) {
    String text = draw.next("text", TEXTS);
    Map<String, String> settings = draw.next("settings", SETTINGS);
    Json json = ConnectValues.uniform(Json.parse(text));
    draw.assume(json instanceof Json.Obj || json instanceof Json.Arr);
    ConnectValues.Typed typed = ConnectValues.typed(json);
    assertAgreement(
        draw,
        settings,
        TestRecords.record(TestRecords.POSITION, null, typed.schema(), typed.value()),
        TestEventConverter.LIMIT);
  }

  @Property(tries = 300)
  void messagesOfPlainRecordsAgreeWithTheSchemas(Draw draw) {
    String text = draw.next("text", PlainRecordGenerators.records());
    Map<String, String> settings =
        new HashMap<>(draw.next("settings", PlainRecordGenerators.settings()));
    settings.put("event.input.format", "record");
    assertAgreement(
        draw,
        settings,
        TestRecords.record(TestRecords.POSITION, null, null, text),
        TestEventConverter.LIMIT);
  }

  private static void assertAgreement(
      Draw draw, Map<String, String> settings, SinkRecord record, int limit) {
    Conversion structure = with("structure", settings).of(record, limit);
    Conversion strict = with("strict", settings).of(record, limit);
    if (structure instanceof Conversion.Converted converted) {
      List<String> bodies = converted.batches().stream().map(MessageBody::text).toList();
      assertThat(bodies).allSatisfy(body -> assertThat(PUBLISHED.violations(body)).isEmpty());
      if (bodies.stream().allMatch(body -> STRICT.violations(body).isEmpty())) {
        assertThat(strict).isEqualTo(structure);
        draw.count("strict", "accepts");
      } else {
        assertThat(strict).isInstanceOf(Conversion.Rejected.class);
        draw.count("strict", "rejects");
      }
    } else {
      assertThat(strict.getClass()).isEqualTo(structure.getClass());
      draw.count("strict", structure.getClass().getSimpleName());
    }
  }

  private static TestEventConverter with(String validation, Map<String, String> settings) {
    Map<String, String> all = new HashMap<>(settings);
    all.put("event.validation", validation);
    return TestEventConverter.under(all);
  }
}
