package io.github.sqsconnect.model;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.sqsconnect.generators.EventBatches;
import io.github.sqsconnect.generators.EventSettingGenerators;
import io.github.sqsconnect.generators.Json;
import io.github.sqsconnect.model.EventFormatModel.Messages;
import io.github.sqsconnect.model.EventFormatModel.Position;
import io.github.sqsconnect.model.EventFormatModel.Rejected;
import io.github.sqsconnect.model.EventFormatModel.Result;
import io.github.sqsconnect.property.Draw;
import io.github.sqsconnect.property.Generator;
import io.github.sqsconnect.property.Property;
import io.github.sqsconnect.schema.EventBatchSchema;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.UUID;

/** The promises of the format for every batch, checked on the model. */
class EventFormatModelProperties {
  private static final UUID NAMESPACE = UUID.fromString("6ba7b810-9dad-11d1-80b4-00c04fd430c8");
  private static final Position POSITION = new Position("orders", 3, 41, 1764025200123L);
  private static final EventBatchSchema SCHEMA = EventBatchSchema.published();

  private static final EventBatches GOOD = EventBatches.wellFormed();
  private static final Generator<String> BATCHES = GOOD.batches();
  private static final Generator<String> WELL_FORMED =
      Generator.oneOf(BATCHES, GOOD.withDoubledNames().batches(), GOOD.events(), GOOD.arrays());
  private static final Generator<String> SINGLE =
      Generator.oneOf(BATCHES, GOOD.withDoubledNames().events());
  private static final Generator<String> PLAIN_RECORDS = GOOD.records();
  private static final Generator<String> CARELESS = careless();

  private static Generator<String> careless() {
    EventBatches batches = EventBatches.careless().withDoubledNames();
    return Generator.oneOf(batches.batches(), batches.events(), batches.arrays());
  }

  private static Result convert(String text, Map<String, String> settings) {
    return new EventFormatModel(NAMESPACE, settings).convert(text, POSITION);
  }

  private static List<String> bodies(Result result) {
    return result instanceof Messages messages ? messages.bodies() : List.of();
  }

  @Property(tries = 500)
  void wellFormedBatchesBecomeValidBodiesOfLegalCharacters(Draw draw) {
    String text = draw.next("text", WELL_FORMED);
    Map<String, String> settings = draw.next("settings", EventSettingGenerators.switched());
    Result result = convert(text, settings);
    assertThat(result).isNotInstanceOf(Rejected.class);
    assertThat(bodies(result))
        .allSatisfy(
            body -> {
              assertThat(SCHEMA.violations(body)).isEmpty();
              assertThat(body.codePoints()).allMatch(EventFormatModelProperties::isLegal);
            });
    draw.count("messages", bodies(result).size());
  }

  /** The characters that SQS accepts in a body. */
  private static boolean isLegal(int c) {
    return c == '\t'
        || c == '\n'
        || c == '\r'
        || (c >= 0x20 && c <= 0xD7FF)
        || (c >= 0xE000 && c <= 0xFFFD)
        || c >= 0x10000;
  }

  @Property(tries = 300)
  void convertingABodyAgainChangesNothing(Draw draw) {
    String text = draw.next("text", SINGLE);
    Map<String, String> settings = draw.next("settings", EventSettingGenerators.neutral());
    List<String> first = bodies(convert(text, settings));
    assertThat(first).hasSize(1);
    assertThat(bodies(convert(first.get(0), settings))).isEqualTo(first);
  }

  @Property(tries = 300)
  void convertingABodyOfWrongTypesAgainChangesNothing(Draw draw) {
    String text = draw.next("text", CARELESS);
    Map<String, String> settings = draw.next("settings", EventSettingGenerators.neutral());
    for (String body : bodies(convert(text, settings))) {
      assertThat(bodies(convert(body, settings))).containsExactly(body);
    }
  }

  @Property(tries = 300)
  void everyScalarOfTheInputIsInTheBody(Draw draw) {
    String text = draw.next("text", SINGLE);
    Map<String, String> neutral =
        Map.of(
            "event.include.user.attribute.changes", "true",
            "event.include.user.identity.changes", "true",
            "event.include.batch.location", "true",
            "event.include.device.id", "true");
    Json.Obj input =
        ((Json.Obj) Json.parse(text).lastOfEachName().withoutNullMembers())
            .without("schema_version")
            .without("message_type");
    List<Json> body = scalars(Json.parse(bodies(convert(text, neutral)).get(0)));
    assertThat(body).containsAll(scalars(input));
  }

  private static List<Json> scalars(Json value) {
    List<Json> scalars = new ArrayList<>();
    if (value instanceof Json.Arr array) {
      array.elements().forEach(element -> scalars.addAll(scalars(element)));
    } else if (value instanceof Json.Obj object) {
      object.members().forEach(member -> scalars.addAll(scalars(member.value())));
    } else {
      scalars.add(value);
    }
    return scalars;
  }

  @Property(tries = 500)
  void everyRecordHasOneResultWithAnySettings(Draw draw) {
    String text = draw.next("text", CARELESS);
    Map<String, String> settings = draw.next("settings", EventSettingGenerators.any());
    Result result = convert(text, settings);
    assertThat(convert(text, settings)).isEqualTo(result);
    assertThat(
            new EventFormatModel(NAMESPACE, settings)
                .convert(text.getBytes(StandardCharsets.UTF_8), POSITION))
        .isEqualTo(result);
    draw.count("result", result.getClass().getSimpleName());
  }

  @Property(tries = 200)
  void plainRecordsAreRecognised(Draw draw) {
    String text = draw.next("text", PLAIN_RECORDS);
    assertThat(new EventFormatModel(NAMESPACE, Map.of()).isPlainRecord(text)).isTrue();
  }
}
