package io.github.sqsconnect.cli;

import com.fasterxml.jackson.core.JsonGenerator;
import io.github.sqsconnect.analysis.Conversion;
import io.github.sqsconnect.analysis.IdNotes;
import io.github.sqsconnect.analysis.Preview;
import io.github.sqsconnect.analysis.RejectedPlace;
import io.github.sqsconnect.delivery.DeliveryCounts;
import io.github.sqsconnect.message.Assembly;
import io.github.sqsconnect.message.MessageAttribute;
import io.github.sqsconnect.message.OutboundMessage;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.List;
import java.util.Locale;
import java.util.Objects;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.connect.sink.SinkRecord;
import org.jspecify.annotations.Nullable;

/** Writes what records become, for programs. */
final class PreviewJson {
  private final JsonGenerator json;
  private final int limit;
  private final IdNotes notes;

  PreviewJson(JsonGenerator json, Preview preview) {
    this.json = json;
    limit = preview.config().message().maxBytes();
    notes = new IdNotes(preview);
  }

  /** Writes one element of the array of records. */
  void record(Preview.Outcome outcome) {
    try {
      json.writeStartObject();
      ConsumerRecord<byte[], byte[]> raw = outcome.raw();
      json.writeStringField("topic", raw.topic());
      json.writeNumberField("partition", raw.partition());
      json.writeNumberField("offset", raw.offset());
      writeOutcome(outcome);
      json.writeEndObject();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private void writeOutcome(Preview.Outcome outcome) throws IOException {
    if (outcome.conversion() instanceof Conversion.Failed failed) {
      json.writeStringField("outcome", "not_received");
      json.writeStringField("key", failed.key());
      json.writeStringField("reason", failed.reason());
    } else if (outcome.conversion() instanceof Conversion.Dropped dropped) {
      json.writeStringField("outcome", "dropped");
      json.writeStringField("key", dropped.by());
    } else if (outcome.assembly() instanceof Assembly.Rejected rejected) {
      json.writeStringField("outcome", "rejected");
      json.writeStringField("rule", rejected.kind().name().toLowerCase(Locale.ROOT));
      json.writeStringField("reason", rejected.reason());
      text("location", RejectedPlace.location(rejected.reason()));
    } else if (outcome.assembly() instanceof Assembly.Messages messages) {
      json.writeStringField("outcome", "messages");
      json.writeArrayFieldStart("messages");
      SinkRecord received = Objects.requireNonNull(outcome.received());
      List<IdNotes.Notes> ofIds = notes.of(received, messages.messages());
      for (int i = 0; i < ofIds.size(); i++) {
        write(messages.messages().get(i), ofIds.get(i));
      }
      json.writeEndArray();
    } else {
      json.writeStringField("outcome", "filtered");
    }
  }

  private void write(OutboundMessage message, IdNotes.Notes ofIds) throws IOException {
    json.writeStartObject();
    json.writeStringField("queue", message.queue().url());
    text("group", message.groupId());
    text("group_note", ofIds.group().orElse(null));
    text("deduplication_id", message.deduplicationId());
    text("deduplication_id_note", ofIds.deduplication().orElse(null));
    json.writeArrayFieldStart("attributes");
    for (MessageAttribute attribute : message.attributes()) {
      json.writeStartObject();
      json.writeStringField("name", attribute.name());
      json.writeStringField("type", attribute.type().word());
      if (attribute.binary() == null) {
        text("value", attribute.text());
      } else {
        json.writeStringField("base64", PreviewText.base64(attribute));
      }
      json.writeEndObject();
    }
    json.writeEndArray();
    if (message.delaySeconds() != null) {
      json.writeNumberField("delay_seconds", message.delaySeconds());
    }
    text("trace_header", message.traceHeader());
    json.writeStringField("body", message.body());
    json.writeNumberField("bytes", message.bytes());
    json.writeNumberField("most_bytes", limit);
    json.writeNumberField("billed_units", DeliveryCounts.billedUnits(message.bytes()));
    json.writeEndObject();
  }

  private void text(String name, @Nullable String value) throws IOException {
    if (value != null) {
      json.writeStringField(name, value);
    }
  }
}
