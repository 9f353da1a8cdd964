package io.github.sqsconnect.message;

import io.github.sqsconnect.config.BodySettings;
import io.github.sqsconnect.event.IdGenerator;
import io.github.sqsconnect.json.IsoTime;
import io.github.sqsconnect.json.JsonBuffer;
import io.github.sqsconnect.json.RejectedRecordException;
import io.github.sqsconnect.json.RejectionKind;
import io.github.sqsconnect.record.RecordDocuments;
import io.github.sqsconnect.record.RecordPosition;
import io.github.sqsconnect.record.Template;
import org.apache.kafka.connect.sink.SinkRecord;
import org.jspecify.annotations.Nullable;

/**
 * The body of the format {@code cloudevents}: a CloudEvent 1.0 in the JSON format, in structured
 * mode. The id is the generated id of the message, so a record that is resent is the same event.
 */
final class CloudEventBody implements BodyWriter {
  private static final String SOURCE = " Change sqs.cloudevents.source";
  private static final String TYPE = " Change sqs.cloudevents.type";
  private static final String SUBJECT = " Change sqs.cloudevents.subject";
  private static final String KEY =
      " Set key.converter to ByteArrayConverter, then it is base64, or remove the key with a transform";

  private final IdGenerator ids;
  private final RecordDocuments data;
  private final Template source;
  private final Template type;
  private final @Nullable Template subject;
  private final Template key = new Template("${key}");

  /** The source that was checked last. Most records have the same one. */
  private @Nullable String legalSource;

  CloudEventBody(BodySettings settings, IdGenerator ids, RecordDocuments data) {
    this.ids = ids;
    this.data = data;
    source = new Template(settings.cloudEventsSource());
    type = new Template(settings.cloudEventsType());
    subject = settings.cloudEventsSubject().map(Template::new).orElse(null);
  }

  @Override
  public void write(SinkRecord record, EmbeddedValue value, JsonBuffer out) {
    int root = value.root();
    out.putAscii("{\"specversion\":\"1.0\",\"id\":\"");
    out.putAscii(id(record));
    out.putAscii("\",\"source\":");
    out.putString(source(root));
    out.putAscii(",\"type\":");
    out.putString(type(root));
    if (subject != null) {
      putUnlessEmpty(
          ",\"subject\":", legal("subject", subject.render(data, root, null), SUBJECT), out);
    }
    putTime(record, out);
    putUnlessEmpty(
        ",\"partitionkey\":", legal("partitionkey", key.render(data, root, null), KEY), out);
    putData(value, out);
    out.put('}');
  }

  private String id(SinkRecord record) {
    return ids.messageId(RecordPosition.of(record), data.content().hash(), OneBody.NO_EVENTS)
        .toString();
  }

  private String source(int root) {
    String text = source.render(data, root, null);
    if (!text.equals(legalSource)) {
      requireNotEmpty("source", text, SOURCE);
      requireUriReference(text);
      legalSource = text;
    }
    return text;
  }

  private static void requireUriReference(String text) {
    int index = BodySettings.notUriReferenceAt(text);
    if (index >= 0) {
      throw new RejectedRecordException(
          "not a CloudEvent: the source is not a URI reference, at character "
              + index
              + ". Allowed: text such as kafka:orders or https://example.com/orders, without spaces and brackets."
              + SOURCE,
          RejectionKind.CLOUD_EVENT);
    }
  }

  private String type(int root) {
    String text = type.render(data, root, null);
    requireNotEmpty("type", text, TYPE);
    return legal("type", text, TYPE);
  }

  private static void requireNotEmpty(String attribute, String text, String fix) {
    if (text.isEmpty()) {
      throw new RejectedRecordException(
          "not a CloudEvent: the "
              + attribute
              + " is empty, because the template finds nothing in the record. Allowed: at least one character."
              + fix,
          RejectionKind.CLOUD_EVENT);
    }
  }

  /** CloudEvents allows no control characters and noncharacters in an attribute. */
  private static String legal(String attribute, String text, String fix) {
    for (int i = 0; i < text.length(); i++) {
      int character = text.codePointAt(i);
      if (isForbidden(character)) {
        throw new RejectedRecordException(
            "not a CloudEvent: the "
                + attribute
                + " contains the character "
                + String.format("U+%04X", character)
                + ", at index "
                + i
                + ". Allowed: text without control characters."
                + fix,
            RejectionKind.CLOUD_EVENT);
      }
      i += Character.charCount(character) - 1;
    }
    return text;
  }

  private static boolean isForbidden(int character) {
    return character < 0x20
        || (character >= 0x7F && character <= 0x9F)
        || (character >= 0xD800 && character <= 0xDFFF)
        || (character >= 0xFDD0 && character <= 0xFDEF)
        || (character & 0xFFFE) == 0xFFFE;
  }

  private static void putUnlessEmpty(String name, String text, JsonBuffer out) {
    if (!text.isEmpty()) {
      out.putAscii(name);
      out.putString(text);
    }
  }

  private static void putTime(SinkRecord record, JsonBuffer out) {
    Long timestamp = record.timestamp();
    if (timestamp == null) {
      return;
    }
    if (!IsoTime.isRfc3339(timestamp)) {
      throw new RejectedRecordException(
          "not a CloudEvent: the timestamp of the record is "
              + timestamp
              + ". Allowed: epoch milliseconds of the years 0 to 9999. Correct the producer, which may send microseconds,"
              + " or set the timestamp with a transform",
          RejectionKind.CLOUD_EVENT);
    }
    out.putAscii(",\"time\":\"");
    IsoTime.putInstant(timestamp, out);
    out.put('"');
  }

  private static void putData(EmbeddedValue value, JsonBuffer out) {
    out.putAscii(
        switch (value.kind()) {
          case NULL, JSON -> ",\"datacontenttype\":\"application/json\",\"data\":";
          case TEXT -> ",\"datacontenttype\":\"text/plain\",\"data\":";
          case BYTES -> ",\"datacontenttype\":\"application/octet-stream\",\"data_base64\":";
        });
    value.write(out);
  }
}
