package io.github.sqsconnect.message;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import io.github.sqsconnect.config.SqsSinkConfig;
import io.github.sqsconnect.event.IdGenerator;
import io.github.sqsconnect.fakes.ConnectorSettings;
import io.github.sqsconnect.fakes.RecordAssembler;
import io.github.sqsconnect.generators.Json;
import io.github.sqsconnect.model.ContentHashModel;
import io.github.sqsconnect.property.Draw;
import io.github.sqsconnect.property.Generator;
import io.github.sqsconnect.property.Property;
import io.github.sqsconnect.record.RecordPosition;
import java.math.BigDecimal;
import java.util.Date;
import java.util.HashMap;
import java.util.Map;
import org.apache.kafka.connect.sink.SinkRecord;
import org.jspecify.annotations.Nullable;

/** What is the same in all formats with one message for each record. */
class MessageFormatProperties {
  private static final Generator<String> FORMATS =
      Generator.of("json", "envelope", "cloudevents", "raw");

  private final Map<String, SqsSinkConfig> configs = new HashMap<>();

  /** A value, and what {@code ${value.v}} finds in it. */
  private record Value(Object data, String text, String found) {
    static Value text(String text, String found) {
      return new Value(text, text, found);
    }

    boolean isJson() {
      return !text.startsWith("no");
    }
  }

  private static Generator<Value> values() {
    return Generator.of(
        Value.text("{\"v\":\"a\"}", "a"),
        Value.text("{\"v\":1.0}", "1"),
        Value.text("[1]", ""),
        Value.text("{\"v\":[1]}", ""),
        Value.text("no JSON", ""),
        new Value("{\"v\":\"b\"}".getBytes(UTF_8), "{\"v\":\"b\"}", "b"));
  }

  /** The group is a template of value and key; the id is generated from the record. */
  @Property
  void groupAndIdOfAValueAreTheSameInAllFormats(Draw draw) {
    String format = draw.next("format", FORMATS);
    RecordAssembler assembler = assembler(format);
    for (int i = 0; i < 2; i++) {
      Value value = draw.next("value " + i, values());
      draw.assume(!format.equals("json") || value.isJson());
      String key = draw.next("key " + i, Generator.of("k", "l").orNull(3));
      SinkRecord record = RecordAssembler.record(key, null, value.data());

      OutboundMessage message = assembler.message(record);

      String group = value.found() + (key == null ? "" : key);
      assertThat(message.groupId()).isEqualTo(group.isEmpty() ? "events-0" : group);
      assertThat(message.deduplicationId()).isEqualTo(id(format, record, value, key));
    }
  }

  private static String id(String format, SinkRecord record, Value value, @Nullable String key) {
    byte[] keyBytes = key == null ? null : key.getBytes(UTF_8);
    long content =
        format.equals("raw") || !value.isJson()
            ? ContentHashModel.ofText(value.text(), keyBytes)
            : ContentHashModel.ofJson(Json.parse(value.text()), keyBytes);
    return new IdGenerator("")
        .messageId(RecordPosition.of(record), content, OneBody.NO_EVENTS)
        .toString();
  }

  @Property(everyCase = true)
  void connectDataHasTheFormOfTheSettings(Draw draw) {
    String format = draw.next("format", Generator.of("json", "envelope", "cloudevents"));
    boolean isText = draw.next("decimals are text", Generator.booleans());
    boolean isIso = draw.next("times are ISO 8601", Generator.booleans());
    RecordAssembler assembler =
        RecordAssembler.standard(
            "sqs.message.format", format,
            "sqs.json.decimal.format", isText ? "string" : "number",
            "sqs.json.timestamp.format", isIso ? "iso-8601" : "epoch-ms");
    Map<String, Object> value = Map.of("d", new BigDecimal("10.50"), "t", new Date(1));

    assertThat(assembler.body(value))
        .contains(isText ? "\"d\":\"10.50\"" : "\"d\":10.50")
        .contains(isIso ? "\"t\":\"1970-01-01T00:00:00.001Z\"" : "\"t\":1}");
  }

  @Property(everyCase = true)
  void bodyFitsOrTheRecordIsRejectedWithItsSize(Draw draw) {
    String format = draw.next("format", FORMATS);
    boolean asBytes = draw.next("asBytes", Generator.booleans());
    int bytes = draw.next("bytes", Generator.between(1_022, 1_026));
    RecordAssembler large = RecordAssembler.standard("sqs.message.format", format);
    RecordAssembler limited =
        RecordAssembler.standard("sqs.message.format", format, "sqs.message.max.bytes", "1024");
    int around = large.body("[\"\"]").length();
    String text = "[\"" + "x".repeat(bytes - around) + "\"]";
    Object value = asBytes ? text.getBytes(UTF_8) : text;
    int size = large.body(value).length();

    Assembly assembly = limited.assemble(RecordAssembler.record(null, value));

    if (size <= 1_024) {
      assertThat(assembly).isInstanceOf(Assembly.Messages.class);
    } else {
      assertThat(((Assembly.Rejected) assembly).reason())
          .contains("the body has " + size + " bytes. Allowed: 1024");
    }
  }

  private RecordAssembler assembler(String format) {
    SqsSinkConfig config =
        configs.computeIfAbsent(
            format,
            each ->
                SqsSinkConfig.from(
                    ConnectorSettings.with(
                        ConnectorSettings.FIFO_QUEUE,
                        "sqs.message.format",
                        each,
                        "sqs.message.group.id",
                        "${value.v}${key}")));
    return new RecordAssembler(
        RecordAssembler.build(config, new TargetQueue(ConnectorSettings.FIFO_QUEUE)));
  }
}
