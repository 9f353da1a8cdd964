package io.github.sqsconnect.cli;

import io.github.sqsconnect.analysis.BodyView;
import io.github.sqsconnect.analysis.Conversion;
import io.github.sqsconnect.analysis.IdNotes;
import io.github.sqsconnect.analysis.Preview;
import io.github.sqsconnect.analysis.RecordValues;
import io.github.sqsconnect.analysis.RejectedPlace;
import io.github.sqsconnect.analysis.UsedPlaces;
import io.github.sqsconnect.cli.Screen.Style;
import io.github.sqsconnect.delivery.DeliveryCounts;
import io.github.sqsconnect.json.JsonDocument;
import io.github.sqsconnect.message.Assembly;
import io.github.sqsconnect.message.MessageAttribute;
import io.github.sqsconnect.message.OutboundMessage;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import org.apache.kafka.connect.sink.SinkRecord;
import org.jspecify.annotations.Nullable;

/** Shows what records become, for people. */
final class PreviewText {
  private final Screen screen;
  private final int limit;
  private final Map<String, String> settings;
  private final IdNotes notes;
  private long records;

  PreviewText(Screen screen, Preview preview) {
    this.screen = screen;
    limit = preview.config().message().maxBytes();
    settings = preview.settings();
    notes = new IdNotes(preview);
  }

  void record(Preview.Outcome outcome) {
    records++;
    if (outcome.conversion() instanceof Conversion.Failed failed) {
      title(outcome, "rejected before the connector receives it", Style.ERROR);
      screen.wrapped("  ", failed.key() + " fails: " + failed.reason());
    } else if (outcome.conversion() instanceof Conversion.Dropped dropped) {
      title(outcome, "dropped by " + dropped.by(), Style.BOLD);
    } else if (outcome.assembly() instanceof Assembly.Rejected rejected) {
      title(outcome, "rejected", Style.ERROR);
      screen.wrapped("  ", rejected.reason());
      RejectedPlace.of(outcome, rejected.reason()).ifPresent(this::place);
    } else if (outcome.assembly() instanceof Assembly.Messages messages) {
      messages(outcome, messages);
    } else {
      title(outcome, "filtered: the settings leave nothing to send", Style.BOLD);
    }
    screen.line("");
  }

  private void title(Preview.Outcome outcome, String text, Style style) {
    screen.line(style, "record " + records + " (" + outcome.position() + "): " + text);
  }

  private void messages(Preview.Outcome outcome, Assembly.Messages messages) {
    int count = messages.messages().size();
    title(outcome, Counted.of(count, "message"), Style.BOLD);
    SinkRecord received = outcome.received();
    if (received == null) {
      return;
    }
    RecordValues values = RecordValues.of(received, settings);
    UsedPlaces used = new UsedPlaces();
    List<IdNotes.Notes> ofIds = notes.of(received, messages.messages());
    for (int i = 0; i < count; i++) {
      if (count > 1) {
        screen.line(Style.BOLD, "  message " + (i + 1) + " of " + count);
      }
      message(messages.messages().get(i), ofIds.get(i), values, used);
    }
    leftOut(values, used);
  }

  /** Names the values that no message contains and no setting uses. */
  private void leftOut(RecordValues values, UsedPlaces used) {
    List<String> pointers =
        values.scalars().stream()
            .filter(place -> !used.contains(place))
            .filter(place -> !values.isNamedBySetting(place))
            .map(place -> place.pointer() + (place.kind() == JsonDocument.NULL ? " (null)" : ""))
            .toList();
    if (!pointers.isEmpty()) {
      screen.cut(Style.PLAIN, "  " + field("left out", String.join(", ", pointers)));
    }
  }

  private void place(RejectedPlace place) {
    screen.cut(Style.PLAIN, "    " + place.text());
    screen.cut(Style.ERROR, "    " + " ".repeat(place.column()) + '^');
  }

  private void message(
      OutboundMessage message, IdNotes.Notes ofIds, RecordValues values, UsedPlaces used) {
    fields(message, ofIds).forEach(field -> screen.cut(Style.PLAIN, "  " + field));
    int ofAttributes = message.attributes().stream().mapToInt(MessageAttribute::bytes).sum();
    screen.cut(
        Style.PLAIN,
        "  "
            + field(
                "size",
                Counted.number(message.bytes())
                    + " of "
                    + Counted.number(limit)
                    + " bytes"
                    + (ofAttributes > 0
                        ? ", " + Counted.number(ofAttributes) + " of them attributes"
                        : "")
                    + "; "
                    + Counted.of(DeliveryCounts.billedUnits(message.bytes()), "billed unit")));
    for (BodyView.Line line : BodyView.lines(values, message.body(), used)) {
      screen.cut(style(line.mark()), "  " + sign(line.mark()) + line.text());
    }
  }

  private static Style style(BodyView.Mark mark) {
    return switch (mark) {
      case NONE -> Style.PLAIN;
      case ADDED -> Style.ADDED;
      case RENAMED, CONVERTED -> Style.RENAMED;
    };
  }

  /** The sign before a line of a body. */
  private static String sign(BodyView.Mark mark) {
    return switch (mark) {
      case NONE -> "  ";
      case ADDED -> "+ ";
      case RENAMED, CONVERTED -> "~ ";
    };
  }

  /** The whole message, without marks. */
  static List<String> lines(OutboundMessage message) {
    List<String> lines = new ArrayList<>(fields(message));
    BodyView.lines(RecordValues.NONE, message.body()).forEach(line -> lines.add(line.text()));
    return lines;
  }

  /** What SQS receives beside the body, a line each. */
  static List<String> fields(OutboundMessage message) {
    return fields(message, IdNotes.Notes.NONE);
  }

  private static List<String> fields(OutboundMessage message, IdNotes.Notes ofIds) {
    List<String> fields = new ArrayList<>();
    fields.add(field("queue", message.queue().url()));
    addTo(fields, "group", message.groupId());
    ofIds.group().ifPresent(note -> fields.add(field("", note)));
    addTo(fields, "deduplication id", message.deduplicationId());
    ofIds.deduplication().ifPresent(note -> fields.add(field("", note)));
    String label = "attributes";
    for (MessageAttribute attribute : message.attributes()) {
      fields.add(
          field(
              label,
              attribute.name() + " (" + attribute.type().word() + ") = " + value(attribute)));
      label = "";
    }
    addTo(fields, "delay", message.delaySeconds() == null ? null : message.delaySeconds() + " s");
    addTo(fields, "trace header", message.traceHeader());
    return fields;
  }

  private static void addTo(List<String> fields, String name, @Nullable String value) {
    if (value != null) {
      fields.add(field(name, value));
    }
  }

  private static String field(String name, String value) {
    return String.format("%-18s%s", name, value);
  }

  private static String value(MessageAttribute attribute) {
    return attribute.binary() == null
        ? String.valueOf(attribute.text())
        : "base64 " + base64(attribute);
  }

  static String base64(MessageAttribute attribute) {
    ByteBuffer binary = attribute.binary();
    if (binary == null) {
      return "";
    }
    byte[] bytes = new byte[binary.remaining()];
    binary.duplicate().get(bytes);
    return Base64.getEncoder().encodeToString(bytes);
  }
}
