package io.github.sqsconnect.page;

import com.fasterxml.jackson.core.JsonGenerator;
import io.github.sqsconnect.analysis.AddedMembers;
import io.github.sqsconnect.analysis.BodyView;
import io.github.sqsconnect.analysis.Conversion;
import io.github.sqsconnect.analysis.IdNotes;
import io.github.sqsconnect.analysis.JsonPlace;
import io.github.sqsconnect.analysis.Preview;
import io.github.sqsconnect.analysis.RecordValues;
import io.github.sqsconnect.analysis.RejectedPlace;
import io.github.sqsconnect.analysis.UsedPlaces;
import io.github.sqsconnect.delivery.DeliveryCounts;
import io.github.sqsconnect.json.JsonDocument;
import io.github.sqsconnect.message.Assembly;
import io.github.sqsconnect.message.MessageAttribute;
import io.github.sqsconnect.message.OutboundMessage;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.util.Base64;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.apache.kafka.connect.sink.SinkRecord;
import org.jspecify.annotations.Nullable;

/** Writes what a record becomes for the browser: messages whose values are marked by origin. */
final class OutcomeJson {
  /** Larger bodies and records are shown without marks, because each mark is an element. */
  private static final int MOST_MARKED_BYTES = 65_536;

  private final Preview preview;
  private final Preview.Outcome outcome;
  private final List<String> visible;
  private final UsedPlaces used = new UsedPlaces();

  /**
   * @param visible the settings that matter
   */
  OutcomeJson(Preview preview, Preview.Outcome outcome, List<String> visible) {
    this.preview = preview;
    this.outcome = outcome;
    this.visible = visible;
  }

  void write(JsonGenerator json) throws IOException {
    json.writeStartObject();
    json.writeStringField("position", outcome.position());
    json.writeArrayFieldStart("visible");
    for (String key : visible) {
      json.writeString(key);
    }
    json.writeEndArray();
    if (outcome.conversion() instanceof Conversion.Failed failed) {
      json.writeStringField("outcome", "not_received");
      json.writeStringField("key", failed.key());
      json.writeStringField("reason", failed.reason());
    } else if (outcome.conversion() instanceof Conversion.Dropped dropped) {
      json.writeStringField("outcome", "dropped");
      json.writeStringField("key", dropped.by());
    } else if (outcome.assembly() instanceof Assembly.Rejected rejected) {
      rejected(json, rejected);
    } else if (outcome.assembly() instanceof Assembly.Messages messages) {
      messages(json, messages.messages());
    } else {
      json.writeStringField("outcome", "filtered");
    }
    json.writeEndObject();
  }

  private void rejected(JsonGenerator json, Assembly.Rejected rejected) throws IOException {
    json.writeStringField("outcome", "rejected");
    json.writeStringField("rule", rejected.kind().name().toLowerCase(Locale.ROOT));
    json.writeStringField("reason", rejected.reason());
    text(json, "location", RejectedPlace.location(rejected.reason()));
    JsonPlace place = RejectedPlace.range(outcome, rejected.reason()).orElse(null);
    byte[] value = outcome.raw().value();
    if (place != null && value != null) {
      range(json, new CharacterIndex(value), place);
    }
  }

  private void messages(JsonGenerator json, List<OutboundMessage> messages) throws IOException {
    json.writeStringField("outcome", "messages");
    SinkRecord received = outcome.received();
    byte[] value = outcome.raw().value();
    RecordValues values =
        received == null || value == null || value.length > MOST_MARKED_BYTES
            ? RecordValues.NONE
            : RecordValues.of(received, preview.settings());
    json.writeArrayFieldStart("messages");
    List<IdNotes.Notes> notes =
        received == null ? List.of() : new IdNotes(preview).of(received, messages);
    for (int i = 0; i < notes.size(); i++) {
      message(json, messages.get(i), notes.get(i), values);
    }
    json.writeEndArray();
    json.writeArrayFieldStart("places");
    if (value != null) {
      places(json, value, values);
    }
    json.writeEndArray();
  }

  private void message(
      JsonGenerator json, OutboundMessage message, IdNotes.Notes ofIds, RecordValues values)
      throws IOException {
    json.writeStartObject();
    json.writeStringField("queue", message.queue().url());
    json.writeBooleanField("fifo", message.queue().isFifo());
    text(json, "group", message.groupId());
    text(json, "group_note", ofIds.group().orElse(null));
    text(json, "deduplication_id", message.deduplicationId());
    text(json, "deduplication_id_note", ofIds.deduplication().orElse(null));
    int ofAttributes = 0;
    json.writeArrayFieldStart("attributes");
    for (MessageAttribute attribute : message.attributes()) {
      ofAttributes += attribute.bytes();
      json.writeStartObject();
      json.writeStringField("name", attribute.name());
      json.writeStringField("type", attribute.type().word());
      json.writeStringField("value", value(attribute));
      json.writeEndObject();
    }
    json.writeEndArray();
    if (message.delaySeconds() != null) {
      json.writeNumberField("delay_seconds", message.delaySeconds());
    }
    text(json, "trace_header", message.traceHeader());
    json.writeStringField("body", message.body());
    json.writeNumberField("bytes", message.bytes());
    json.writeNumberField("attribute_bytes", ofAttributes);
    json.writeNumberField("most_bytes", preview.config().message().maxBytes());
    json.writeNumberField("billed_units", DeliveryCounts.billedUnits(message.bytes()));
    json.writeArrayFieldStart("lines");
    if (message.body().length() <= MOST_MARKED_BYTES) {
      AddedMembers added = AddedMembers.of(preview.config().message().format());
      for (BodyView.Line line : BodyView.lines(values, message.body(), added, used)) {
        line(json, line);
      }
    }
    json.writeEndArray();
    json.writeEndObject();
  }

  private static void line(JsonGenerator json, BodyView.Line line) throws IOException {
    json.writeStartObject();
    json.writeNumberField("depth", line.depth());
    json.writeStringField("name", line.name());
    json.writeStringField("value", line.value());
    json.writeStringField("end", line.end());
    json.writeStringField("mark", line.mark().name().toLowerCase(Locale.ROOT));
    json.writeStringField("note", line.note());
    text(json, "pointer", line.pointer());
    json.writeEndObject();
  }

  /** The values of the record that a message contains, and those that it does not contain. */
  private void places(JsonGenerator json, byte[] value, RecordValues values) throws IOException {
    CharacterIndex characters = new CharacterIndex(value);
    Map<String, JsonPlace> found = values.scalars().isEmpty() ? Map.of() : JsonPlace.scalars(value);
    for (RecordValues.Place place : values.scalars()) {
      JsonPlace range = found.get(place.pointer());
      if (range != null) {
        json.writeStartObject();
        json.writeStringField("pointer", place.pointer());
        boolean isLeftOut = !used.contains(place);
        json.writeBooleanField("left_out", isLeftOut);
        if (isLeftOut) {
          json.writeStringField("note", note(place, values));
        }
        range(json, characters, range);
        json.writeEndObject();
      }
    }
  }

  private static String note(RecordValues.Place place, RecordValues values) {
    if (place.kind() == JsonDocument.NULL) {
      return "Left out: null.";
    }
    return values.isNamedBySetting(place)
        ? "Not sent as a value of its own; a setting uses it."
        : "Left out: the settings exclude it, or do not map it.";
  }

  private static void range(JsonGenerator json, CharacterIndex characters, JsonPlace place)
      throws IOException {
    json.writeNumberField("from", characters.of(place.from()));
    json.writeNumberField("to", characters.of(place.to()));
  }

  private static String value(MessageAttribute attribute) {
    ByteBuffer binary = attribute.binary();
    if (binary == null) {
      return String.valueOf(attribute.text());
    }
    byte[] bytes = new byte[binary.remaining()];
    binary.duplicate().get(bytes);
    return "base64 " + Base64.getEncoder().encodeToString(bytes);
  }

  private static void text(JsonGenerator json, String name, @Nullable String value)
      throws IOException {
    if (value != null) {
      json.writeStringField(name, value);
    }
  }
}
