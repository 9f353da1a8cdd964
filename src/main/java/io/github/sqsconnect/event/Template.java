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
    this(template, false);
  }

  /** A template of a message group id, in which integral numbers have one form. */
  public static Template ofGroupId(String template) {
    return new Template(template, true);
  }

  private Template(String template, boolean ofGroup) {
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
      pieces.add(piece(word, ofGroup));
      at = close + 1;
    }
  }

  private static Piece piece(String word, boolean ofGroup) {
    if (word.equals("topic")) {
      return (data, root, mpid) -> data.record().topic();
    }
    if (word.equals("partition")) {
      return (data, root, mpid) -> Integer.toString(data.record().originalKafkaPartition());
    }
    if (word.equals("mpid")) {
      return (data, root, mpid) -> mpid == null ? "" : mpid;
    }
    if (word.equals("key")) {
      return (data, root, mpid) -> key(data.record(), ofGroup);
    }
    FieldPath path =
        word.startsWith("header.")
            ? FieldPath.of("header:" + word.substring("header.".length()))
            : FieldPath.of(word.substring("value.".length()));
    return (data, root, mpid) -> {
      FieldPath.Found found = path.find(data, root);
      if (found == null) {
        return "";
      }
      String text = ofGroup ? GroupText.of(found) : ScalarText.of(found);
      return Objects.requireNonNullElse(text, "");
    };
  }

  private static String key(SinkRecord record, boolean ofGroup) {
    String text =
        ofGroup
            ? GroupText.ofKey(record.keySchema(), record.key())
            : RecordText.of(record.keySchema(), record.key());
    return Objects.requireNonNullElse(text, "");
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
