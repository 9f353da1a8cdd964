package io.github.sqsconnect.cli;

import com.fasterxml.jackson.core.JsonGenerator;
import io.github.sqsconnect.analysis.Conversion;
import io.github.sqsconnect.analysis.Preview;
import io.github.sqsconnect.delivery.DeliveryCounts;
import io.github.sqsconnect.message.Assembly;
import io.github.sqsconnect.message.OutboundMessage;
import java.io.IOException;

/** Counts what records become. */
final class PreviewSummary {
  private long records;
  private long messages;
  private long filtered;
  private long rejected;
  private long bytes;
  private long billedUnits;

  void add(Preview.Outcome outcome) {
    records++;
    if (outcome.conversion() instanceof Conversion.Failed
        || outcome.assembly() instanceof Assembly.Rejected) {
      rejected++;
    } else if (outcome.assembly() instanceof Assembly.Messages assembled) {
      for (OutboundMessage message : assembled.messages()) {
        messages++;
        bytes += message.bytes();
        billedUnits += DeliveryCounts.billedUnits(message.bytes());
      }
    } else {
      filtered++;
    }
  }

  long records() {
    return records;
  }

  long messages() {
    return messages;
  }

  long rejected() {
    return rejected;
  }

  long bytes() {
    return bytes;
  }

  void write(JsonGenerator json) throws IOException {
    json.writeObjectFieldStart("summary");
    json.writeNumberField("records", records);
    json.writeNumberField("messages", messages);
    json.writeNumberField("filtered", filtered);
    json.writeNumberField("rejected", rejected);
    json.writeNumberField("bytes", bytes);
    json.writeNumberField("billed_units", billedUnits);
    json.writeEndObject();
  }

  @Override
  public String toString() {
    return Counted.of(records, "record")
        + ": "
        + Counted.of(messages, "message")
        + (bytes > 0 ? " of " + Counted.of(bytes, "byte") : "")
        + (filtered > 0 ? ", " + filtered + " filtered" : "")
        + (rejected > 0 ? ", " + rejected + " rejected" : "")
        + (billedUnits > 0
            ? "; " + Counted.of(billedUnits, "billed unit") + " if each message is sent alone"
            : "");
  }
}
