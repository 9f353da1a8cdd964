package io.github.sqsconnect.event;

import static io.github.sqsconnect.property.Generator.integers;
import static io.github.sqsconnect.property.Generator.longs;
import static org.assertj.core.api.Assertions.assertThat;

import io.github.sqsconnect.generators.EventBatches;
import io.github.sqsconnect.generators.EventSettingGenerators;
import io.github.sqsconnect.generators.Json;
import io.github.sqsconnect.generators.PlainRecordGenerators;
import io.github.sqsconnect.model.EventFormatModel;
import io.github.sqsconnect.property.Draw;
import io.github.sqsconnect.property.Generator;
import io.github.sqsconnect.property.Property;
import io.github.sqsconnect.record.RecordPosition;
import io.github.sqsconnect.record.TestRecords;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.apache.kafka.connect.sink.SinkRecord;

/** Rules for every record with every setting. */
class EventConverterProperties {
  private static final EventBatches CARELESS = EventBatches.careless().withDoubledNames();
  private static final EventBatches GOOD = EventBatches.wellFormed();
  private static final Generator<String> BATCHES = GOOD.batches();

  /** Any text, good or not. */
  private static final Generator<String> TEXTS =
      Generator.weightedOf(
          Generator.times(3, CARELESS.batches()),
          Generator.times(3, BATCHES),
          Generator.times(1, CARELESS.events()),
          Generator.times(1, GOOD.events()),
          Generator.times(1, CARELESS.arrays()),
          Generator.times(1, CARELESS.records()));

  private static final Generator<String> PLAIN_RECORDS = PlainRecordGenerators.records();

  private static final Map<String, String> NEUTRAL =
      Map.of(
          "event.include.user.attribute.changes", "true",
          "event.include.user.identity.changes", "true",
          "event.include.batch.location", "true",
          "event.include.device.id", "true");

  private static Generator<RecordPosition> positions() {
    return draw ->
        new RecordPosition(
            Generator.of("orders", "a.b_c-d", "t", "0").from(draw),
            integers(0, 1_000).from(draw),
            longs(0, Long.MAX_VALUE).from(draw),
            longs(0, 4_000_000_000_000L).orNull(5).from(draw));
  }

  private static EventFormatModel model(Map<String, String> settings) {
    return new EventFormatModel(IdGenerator.NAMESPACE, settings);
  }

  private static EventFormatModel.Position modelled(RecordPosition position) {
    return new EventFormatModel.Position(
        position.topic(), position.partition(), position.offset(), position.timestamp());
  }

  private static void assertSame(Conversion actual, EventFormatModel.Result expected) {
    if (expected instanceof EventFormatModel.Messages messages) {
      assertThat(actual).isInstanceOf(Conversion.Converted.class);
      assertThat(TestEventConverter.bodies(actual)).isEqualTo(messages.bodies());
    } else if (expected instanceof EventFormatModel.Filtered) {
      assertThat(actual).isInstanceOf(Conversion.Filtered.class);
    } else {
      assertThat(actual).isInstanceOf(Conversion.Rejected.class);
    }
  }

  @Property(tries = 2500)
  void everyRecordBecomesTheMessagesOfTheModel(Draw draw) {
    String text = draw.next("text", TEXTS);
    Map<String, String> settings = draw.next("settings", EventSettingGenerators.any());
    RecordPosition position = draw.next("position", positions());
    EventFormatModel.Result expected = model(settings).convert(text, modelled(position));
    SinkRecord record = TestRecords.record(position, null, null, text);
    assertSame(TestEventConverter.under(settings).of(record, TestEventConverter.LIMIT), expected);
    draw.count("outcome", expected.getClass().getSimpleName());
  }

  @Property(tries = 2500)
  void everyPlainRecordBecomesTheEventOfTheModel(Draw draw) {
    String text = draw.next("text", PLAIN_RECORDS);
    Map<String, String> settings = draw.next("settings", PlainRecordGenerators.settings());
    String key = draw.next("key", PlainRecordGenerators.keys());
    Map<String, Json> headers = draw.next("headers", PlainRecordGenerators.headers());
    Map<String, Json> plainHeaders = new LinkedHashMap<>();
    headers.forEach((name, value) -> plainHeaders.put(name, ConnectValues.withPlainNumbers(value)));
    Map<String, String> all = new HashMap<>(settings);
    all.put("event.input.format", "record");
    EventFormatModel.Result expected =
        model(all)
            .convert(
                text,
                modelled(TestRecords.POSITION),
                new EventFormatModel.KeyAndHeaders(key.isEmpty() ? null : key, plainHeaders));
    SinkRecord record =
        TestRecords.record(TestRecords.POSITION, key.isEmpty() ? null : key, null, text);
    plainHeaders.forEach(
        (name, value) -> record.headers().add(name, ConnectValues.schemaless(value), null));
    assertSame(TestEventConverter.under(all).of(record, TestEventConverter.LIMIT), expected);
    draw.count("outcome", expected.getClass().getSimpleName());
  }

  @Property(tries = 600)
  void convertingAMessageAgainChangesNothing(Draw draw) {
    String text = draw.next("text", TEXTS);
    Map<String, String> settings = draw.next("settings", EventSettingGenerators.neutral());
    TestEventConverter converting = TestEventConverter.under(settings);
    if (converting.of(text) instanceof Conversion.Converted converted) {
      for (MessageBody batch : converted.batches()) {
        assertThat(converting.body(batch.text())).isEqualTo(batch.text());
      }
    }
  }

  /** Every member of the input is in the output; every other member is a documented one. */
  @Property(tries = 600)
  void messageHoldsTheWholeBatchAndAddsOnlyDocumentedMembers(Draw draw) {
    String text = draw.next("text", BATCHES);
    Json.Obj input = EventFormatModel.withoutNulls((Json.Obj) Json.parse(text));
    Json.Obj output = (Json.Obj) Json.parse(TestEventConverter.under(NEUTRAL).body(text));
    new WholeInput(input, output).check();
  }

  /** Buffers are reused, and must not contain anything of the previous record. */
  @Property(tries = 600)
  void previousRecordDoesNotInfluenceTheNextOne(Draw draw) {
    String before = draw.next("before", TEXTS);
    String text = draw.next("text", TEXTS);
    Map<String, String> settings = draw.next("settings", EventSettingGenerators.any());
    TestEventConverter used = TestEventConverter.under(settings);
    used.of(before);
    Conversion after = used.of(text);
    assertThat(after).isEqualTo(TestEventConverter.under(settings).of(text));
    assertThat(used.of(text)).isEqualTo(after);
  }

  @Property(tries = 700)
  void sameValuesOfOtherClassesGiveTheSameMessages(Draw draw) {
    String text = draw.next("text", TEXTS);
    Map<String, String> settings = draw.next("settings", EventSettingGenerators.any());
    Json json = ConnectValues.uniform(Json.parse(text));
    draw.assume(json instanceof Json.Obj || json instanceof Json.Arr);
    String plain = json.canonical();
    TestEventConverter converting = TestEventConverter.under(settings);
    Conversion expected = converting.of(plain);
    byte[] bytes = plain.getBytes(StandardCharsets.UTF_8);
    assertThat(converting.of(bytes)).isEqualTo(expected);
    ByteBuffer part =
        ByteBuffer.allocate(bytes.length + 7).position(3).put(bytes).flip().position(3);
    assertThat(converting.of(part)).isEqualTo(expected);
    assertThat(part.remaining()).isEqualTo(bytes.length);
    assertThat(converting.of(ConnectValues.schemaless(json))).isEqualTo(expected);
    ConnectValues.Typed typed = ConnectValues.typed(json);
    assertThat(converting.of(typed.schema(), typed.value())).isEqualTo(expected);
  }

  @Property(tries = 700)
  void batchIsSplitAsInTheModelForAnyLimit(Draw draw) {
    String text = draw.next("text", BATCHES);
    Map<String, String> settings = draw.next("settings", EventSettingGenerators.switched());
    int share = draw.next("share", integers(0, 1000));
    SinkRecord record = TestRecords.record(TestRecords.POSITION, null, null, text);
    int whole = wholeSize(TestEventConverter.under(settings).of(record, TestEventConverter.LIMIT));
    int limit = share < 300 ? whole : share < 400 ? whole - 1 : (int) ((long) whole * share / 1000);
    Map<String, String> limited = new HashMap<>(settings);
    limited.put("sqs.message.max.bytes", Integer.toString(limit));
    EventFormatModel.Result expected = model(limited).convert(text, modelled(TestRecords.POSITION));
    Conversion actual = TestEventConverter.under(settings).of(record, limit);
    assertSame(actual, expected);
    if (actual instanceof Conversion.Converted converted) {
      assertThat(converted.batches())
          .allSatisfy(
              batch -> {
                assertThat(batch.bytes()).isLessThanOrEqualTo(limit);
                assertThat(batch.text().getBytes(StandardCharsets.UTF_8)).hasSize(batch.bytes());
              });
    }
    draw.count(
        "messages",
        actual instanceof Conversion.Converted converted
            ? converted.batches().size()
            : actual.getClass().getSimpleName());
  }

  private static int wholeSize(Conversion conversion) {
    return conversion instanceof Conversion.Converted converted
        ? converted.batches().stream().mapToInt(MessageBody::bytes).max().orElseThrow()
        : 500;
  }

  @Property(tries = 500)
  void messageOverALearnedLimitIsSplitIntoTheSameEvents(Draw draw) {
    String text = draw.next("text", BATCHES);
    Map<String, String> settings = draw.next("settings", EventSettingGenerators.switched());
    int share = draw.next("share", integers(400, 999));
    SinkRecord record = TestRecords.record(TestRecords.POSITION, null, null, text);
    TestEventConverter converting = TestEventConverter.under(settings);
    if (!(converting.of(record, TestEventConverter.LIMIT) instanceof Conversion.Converted first)) {
      return;
    }
    for (MessageBody refused : first.batches()) {
      int limit = refused.bytes() * share / 1000;
      if (converting.split(record, limit, refused) instanceof Conversion.Converted again) {
        assertThat(again.batches()).hasSizeGreaterThan(1);
        assertThat(again.batches()).allMatch(batch -> batch.bytes() <= limit);
        assertThat(events(again.batches())).isEqualTo(events(List.of(refused)));
        assertThat(contexts(again.batches())).containsOnly(contexts(List.of(refused)).get(0));
        assertThat(again.batches()).extracting(MessageBody::events).doesNotHaveDuplicates();
      }
    }
  }

  private static List<Json> events(List<MessageBody> batches) {
    return batches.stream()
        .map(batch -> ((Json.Obj) Json.parse(batch.text())).get("events").orElseThrow())
        .flatMap(events -> ((Json.Arr) events).elements().stream())
        .toList();
  }

  private static List<Json> contexts(List<MessageBody> batches) {
    return batches.stream()
        .map(batch -> ((Json.Obj) Json.parse(batch.text())))
        .map(body -> (Json) body.without("events").without("message_id"))
        .toList();
  }
}
