package io.github.sqsconnect.event;

import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * Text with {@code ${...}} in it, taken apart once. The text of one event batch is made once, also
 * when it becomes many messages; one thread at a time.
 */
public final class Template {
  /** One piece; what it gives for a record may be empty. */
  private interface Piece {
    String of(RecordData data, @Nullable String mpid);
  }

  private final List<Piece> pieces = new ArrayList<>();
  private final RecordPaths paths;
  private boolean readsValue;

  private String lastText = "";
  private long lastRecord;
  private int lastRoot;
  private @Nullable String lastMpid;

  /** Takes the text apart; its words were checked with the configuration. */
  public Template(String template) {
    List<FieldPath> named = new ArrayList<>();
    int at = 0;
    while (at < template.length()) {
      int open = template.indexOf("${", at);
      if (open < 0) {
        open = template.length();
      }
      if (open > at) {
        String literal = template.substring(at, open);
        pieces.add((data, mpid) -> literal);
      }
      at = open;
      if (open < template.length()) {
        int close = template.indexOf('}', open);
        String word = template.substring(open + 2, close);
        readsValue |= word.startsWith("value.");
        pieces.add(piece(word, named));
        at = close + 1;
      }
    }
    paths = new RecordPaths(named);
  }

  private Piece piece(String word, List<FieldPath> named) {
    if (word.equals("topic")) {
      return (data, mpid) -> data.record().topic();
    }
    if (word.equals("partition")) {
      return (data, mpid) -> Integer.toString(data.record().originalKafkaPartition());
    }
    if (word.equals("mpid")) {
      return (data, mpid) -> mpid == null ? "" : mpid;
    }
    if (word.equals("key")) {
      return (data, mpid) -> Objects.requireNonNullElse(data.keyText(), "");
    }
    int path = named.size();
    named.add(
        word.startsWith("header.")
            ? FieldPath.of("header:" + word.substring("header.".length()))
            : FieldPath.of(word.substring("value.".length())));
    return (data, mpid) -> found(path);
  }

  private String found(int path) {
    FieldPath.Found found = paths.at(path);
    return found == null ? "" : Objects.requireNonNullElse(ScalarText.of(found), "");
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
  @SuppressWarnings("ReferenceEquality") // equal text at another place is made anew, that is all
  String of(RecordData data, int valueRoot, @Nullable String mpid) {
    if (lastRecord != data.number() || lastRoot != valueRoot || lastMpid != mpid) {
      lastText = made(data, valueRoot, mpid);
      lastRecord = data.number();
      lastRoot = valueRoot;
      lastMpid = mpid;
    }
    return lastText;
  }

  private String made(RecordData data, int valueRoot, @Nullable String mpid) {
    paths.find(data, valueRoot);
    if (pieces.size() == 1) {
      return pieces.get(0).of(data, mpid);
    }
    StringBuilder text = new StringBuilder();
    for (Piece piece : pieces) {
      text.append(piece.of(data, mpid));
    }
    return text.toString();
  }
}
