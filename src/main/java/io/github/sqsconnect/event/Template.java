package io.github.sqsconnect.event;

import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import org.apache.kafka.connect.sink.SinkRecord;
import org.jspecify.annotations.Nullable;

/** Text with {@code ${...}} in it, taken apart once. */
public final class Template {
  /** One piece; what it gives for a record may be empty. */
  private interface Piece {
    String of(RecordData data, int valueRoot, @Nullable String mpid);
  }

  private final List<Piece> pieces = new ArrayList<>();
  private boolean readsValue;

  /** Takes the text apart; its words were checked with the configuration. */
  public Template(String template) {
    int at = 0;
    while (at < template.length()) {
      int open = template.indexOf("${", at);
      if (open < 0) {
        open = template.length();
      }
      if (open > at) {
        String literal = template.substring(at, open);
        pieces.add((data, root, mpid) -> literal);
      }
      if (open == template.length()) {
        return;
      }
      int close = template.indexOf('}', open);
      String word = template.substring(open + 2, close);
      readsValue |= word.startsWith("value.");
      pieces.add(piece(word));
      at = close + 1;
    }
  }

  private static Piece piece(String word) {
    if (word.equals("topic")) {
      return (data, root, mpid) -> topic(data.record());
    }
    if (word.equals("partition")) {
      return (data, root, mpid) -> Integer.toString(data.record().originalKafkaPartition());
    }
    if (word.equals("mpid")) {
      return (data, root, mpid) -> mpid == null ? "" : mpid;
    }
    if (word.equals("key")) {
      return (data, root, mpid) -> key(data.record());
    }
    FieldPath path =
        word.startsWith("header.")
            ? FieldPath.of("header:" + word.substring("header.".length()))
            : FieldPath.of(word.substring("value.".length()));
    return (data, root, mpid) -> {
      FieldPath.Found found = path.find(data, root);
      return found == null ? "" : Objects.requireNonNullElse(ScalarText.of(found), "");
    };
  }

  private static String topic(SinkRecord record) {
    if (record.topic() == null) {
      throw new UnreadableValueException(
          "the record has no topic, which ${topic} needs: a transform removed it. Allowed: a topic name. Correct"
              + " the transforms of the connector, or do not use ${topic}");
    }
    return record.topic();
  }

  private static String key(SinkRecord record) {
    return Objects.requireNonNullElse(RecordText.of(record.keySchema(), record.key()), "");
  }

  /** Whether it must have the value read. */
  boolean readsValue() {
    return readsValue;
  }

  /**
   * The text for one record.
   *
   * @param valueRoot the object in the value that paths begin at
   * @param mpid the user of the event batch, null where there is none
   */
  String of(RecordData data, int valueRoot, @Nullable String mpid) {
    if (pieces.size() == 1) {
      return pieces.get(0).of(data, valueRoot, mpid);
    }
    StringBuilder text = new StringBuilder();
    for (Piece piece : pieces) {
      text.append(piece.of(data, valueRoot, mpid));
    }
    return text.toString();
  }
}
