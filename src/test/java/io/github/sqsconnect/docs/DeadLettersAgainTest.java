package io.github.sqsconnect.docs;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.sqsconnect.config.SqsSinkConfig;
import io.github.sqsconnect.fakes.RecordAssembler;
import io.github.sqsconnect.message.Assembly;
import io.github.sqsconnect.message.MessageAssembler;
import io.github.sqsconnect.message.OutboundMessage;
import io.github.sqsconnect.message.TargetQueue;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.apache.kafka.common.record.TimestampType;
import org.apache.kafka.connect.data.Schema;
import org.apache.kafka.connect.header.ConnectHeaders;
import org.apache.kafka.connect.sink.SinkRecord;
import org.junit.jupiter.api.Test;

/** Checks what {@code docs/delivery.md} describes about ids of resent dead letters. */
class DeadLettersAgainTest {
  private static final String PLAIN = "{\"order\":\"A-1\"}";
  private static final String BATCH =
      "{\"events\":[{\"event_type\":\"screen_view\",\"data\":{\"event_id\":18}}],\"batch_id\":17,\"message_id\":\"m-1\"}";

  @Test
  void generatedIdsChangeWithThePosition() {
    OutboundMessage first = message("events", 42, PLAIN, Map.of());
    OutboundMessage again = message("events-rejected", 7, PLAIN, Map.of());
    assertThat(again.deduplicationId()).isNotEqualTo(first.deduplicationId());
    for (String id : List.of("message_id", "batch_id", "event_id", "source_message_id")) {
      assertThat(value(again, id)).as(id).isNotEqualTo(value(first, id));
    }
    assertThat(message("events", 42, PLAIN, Map.of())).isEqualTo(first);
  }

  @Test
  void idsInTheRecordStay() {
    for (String place : List.of("events", "events-rejected")) {
      OutboundMessage message = message(place, place.length(), BATCH, Map.of());
      assertThat(value(message, "message_id")).isEqualTo("\"m-1\"");
      assertThat(value(message, "batch_id")).isEqualTo("17");
      assertThat(value(message, "event_id")).isEqualTo("18");
    }
    Map<String, String> settings =
        Map.of(
            "event.record.id.path", "order", "sqs.message.deduplication.id", "${value.order}-sent");
    OutboundMessage again = message("events-rejected", 7, PLAIN, settings);
    assertThat(value(again, "source_message_id")).isEqualTo("\"A-1\"");
    assertThat(again.deduplicationId()).isEqualTo("A-1-sent");
  }

  @Test
  void deduplicationIdOfThePageIsTheOldPosition() {
    String setting =
        new GeneratedPage(Path.of("docs/delivery.md"))
            .codes().stream()
                .filter(code -> code.startsWith("sqs.message.deduplication.id=${header."))
                .findFirst()
                .orElseThrow();
    Map<String, String> settings =
        Map.of("sqs.message.deduplication.id", setting.substring(setting.indexOf('=') + 1));
    assertThat(message("events-rejected", 7, PLAIN, settings).deduplicationId())
        .isEqualTo("events-0-42");
  }

  /** The message for a FIFO queue of a record at this position. */
  private static OutboundMessage message(
      String topic, long offset, String value, Map<String, String> settings) {
    SqsSinkConfig config = DocumentedExample.config(settings);
    MessageAssembler assembler =
        RecordAssembler.build(
            config,
            new TargetQueue("https://sqs.eu-west-1.amazonaws.com/123456789012/events.fifo"));
    ConnectHeaders headers = new ConnectHeaders();
    headers.addString("__connect.errors.topic", "events");
    headers.addString("__connect.errors.partition", "0");
    headers.addString("__connect.errors.offset", "42");
    Assembly assembly =
        assembler.assemble(
            new SinkRecord(
                topic,
                0,
                null,
                null,
                Schema.STRING_SCHEMA,
                value,
                offset,
                DocumentedExample.TIMESTAMP,
                TimestampType.CREATE_TIME,
                headers));
    return ((Assembly.Messages) assembly).messages().get(0);
  }

  /** The value of the first member of that name. */
  private static String value(OutboundMessage message, String member) {
    Matcher value = Pattern.compile('"' + member + "\":([^,}]+)").matcher(message.body());
    assertThat(value.find()).as(member + " in " + message.body()).isTrue();
    return value.group(1);
  }
}
