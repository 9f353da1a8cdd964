package io.github.sqsconnect.record;

import io.github.sqsconnect.json.IntList;
import io.github.sqsconnect.json.RejectedRecordException;
import io.github.sqsconnect.json.ScalarText;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import org.apache.kafka.connect.sink.SinkRecord;
import org.jspecify.annotations.Nullable;

/**
 * A text with {@code ${...}} placeholders, parsed once. It is rendered once per event batch, even
 * if the batch becomes many messages. For one thread at a time.
 */
public final class Template {
  /** A part of the text that every record has. Its text may be empty. */
  private interface Piece {
    String render(RecordDocuments data, @Nullable String mpid);
  }

  private final List<Piece> pieces = new ArrayList<>();

  /** For each piece, how many paths are before it in the text. */
  private final IntList pathsBefore = new IntList();

  private final RecordPaths paths;

  /** Whether integers are normalized. */
  private final boolean ofGroup;

  private boolean readsValue;

  private boolean hasPartOfRecord;

  private String lastText = "";
  private long lastRecord;
  private int lastRoot;
  private @Nullable String lastMpid;

  /** Parses the text. The configuration has checked the placeholders before. */
  public Template(String template) {
    this(template, false);
  }

  /** A template for a message group id, in which integers are normalized. */
  public static Template ofGroupId(String template) {
    return new Template(template, true);
  }

  /** A template for the name of a queue, in which integers are normalized too. */
  public static Template ofQueueName(String template) {
    return new Template(template, true);
  }

  private Template(String template, boolean ofGroup) {
    this.ofGroup = ofGroup;
    List<FieldPath> named = new ArrayList<>();
    int at = 0;
    while (at < template.length()) {
      int open = template.indexOf("${", at);
      if (open < 0) {
        open = template.length();
      }
      if (open > at) {
        String literal = template.substring(at, open);
        add((data, mpid) -> literal, named);
      }
      at = open;
      if (open < template.length()) {
        int close = template.indexOf('}', open);
        String word = template.substring(open + 2, close);
        readsValue |= word.startsWith("value.");
        add(word, named);
        at = close + 1;
      }
    }
    paths = new RecordPaths(named);
  }

  private void add(String word, List<FieldPath> named) {
    switch (word) {
      case "topic" -> add((data, mpid) -> topic(data.record()), named);
      case "partition" ->
          add((data, mpid) -> Integer.toString(data.record().originalKafkaPartition()), named);
      case "offset" ->
          add((data, mpid) -> Long.toString(data.record().originalKafkaOffset()), named);
      case "timestamp" -> add((data, mpid) -> timestamp(data.record()), named);
      case "mpid" -> add((data, mpid) -> mpid == null ? "" : mpid, named);
      case "key" -> add((data, mpid) -> ofRecord(Objects.requireNonNullElse(key(data), "")), named);
      default ->
          named.add(
              word.startsWith("header.")
                  ? FieldPath.of("header:" + word.substring("header.".length()))
                  : FieldPath.of(word.substring("value.".length())));
    }
  }

  private @Nullable String key(RecordDocuments data) {
    return ofGroup ? data.keyOfGroup() : data.keyText();
  }

  private static String topic(SinkRecord record) {
    if (record.topic() == null) {
      throw new RejectedRecordException(
          "the record has no topic, which ${topic} needs: a transform removed it. Allowed: a topic name. Correct"
              + " the transforms of the connector, or do not use ${topic}");
    }
    return record.topic();
  }

  /** Epoch milliseconds; empty if the record has none. */
  private static String timestamp(SinkRecord record) {
    return record.timestamp() == null ? "" : record.timestamp().toString();
  }

  private void add(Piece piece, List<FieldPath> named) {
    pieces.add(piece);
    pathsBefore.add(named.size());
  }

  private String found(int path) {
    FoundValue found = paths.at(path);
    if (found == null) {
      return "";
    }
    String text =
        ofGroup ? GroupIdText.text(found) : ScalarText.text(found.document(), found.node());
    return ofRecord(Objects.requireNonNullElse(text, ""));
  }

  private String ofRecord(String text) {
    hasPartOfRecord |= !text.isEmpty();
    return text;
  }

  /**
   * Whether the key, a header or the value is part of the last text. Otherwise many records have
   * the same text.
   */
  public boolean hasPartOfRecord() {
    return hasPartOfRecord;
  }

  /** Whether it uses the record's value. */
  public boolean readsValue() {
    return readsValue;
  }

  /**
   * The text for one record.
   *
   * @param valueRoot the object in the value at which paths begin
   * @param mpid the user of the event batch, or null
   */
  @SuppressWarnings("ReferenceEquality") // an equal text is only rendered once more
  public String render(RecordDocuments data, int valueRoot, @Nullable String mpid) {
    if (lastRecord != data.number() || lastRoot != valueRoot || lastMpid != mpid) {
      lastText = renderText(data, valueRoot, mpid);
      lastRecord = data.number();
      lastRoot = valueRoot;
      lastMpid = mpid;
    }
    return lastText;
  }

  /** Visits only paths that have a value, because paths and batches may both be many. */
  private String renderText(RecordDocuments data, int valueRoot, @Nullable String mpid) {
    hasPartOfRecord = false;
    paths.find(data, valueRoot);
    int found = paths.presentCount();
    if (pieces.isEmpty() && found == 1) {
      return found(paths.present(0));
    }
    if (pieces.size() == 1 && found == 0) {
      return pieces.get(0).render(data, mpid);
    }
    StringBuilder text = new StringBuilder();
    int piece = 0;
    for (int i = 0; i < found; i++) {
      int path = paths.present(i);
      while (piece < pieces.size() && pathsBefore.get(piece) <= path) {
        text.append(pieces.get(piece++).render(data, mpid));
      }
      text.append(found(path));
    }
    while (piece < pieces.size()) {
      text.append(pieces.get(piece++).render(data, mpid));
    }
    return text.toString();
  }
}
