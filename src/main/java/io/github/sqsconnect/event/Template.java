package io.github.sqsconnect.event;

import java.util.ArrayList;
import java.util.List;
import java.util.Objects;

/** Text with {@code ${...}} in it, taken apart once. */
final class Template {
  /** One piece; what it gives for a record may be empty. */
  private interface Piece {
    String of(RecordData data, int valueRoot);
  }

  private final List<Piece> pieces = new ArrayList<>();

  Template(String template) {
    int at = 0;
    while (at < template.length()) {
      int open = template.indexOf("${", at);
      if (open < 0) {
        open = template.length();
      }
      if (open > at) {
        String literal = template.substring(at, open);
        pieces.add((data, root) -> literal);
      }
      if (open == template.length()) {
        return;
      }
      int close = template.indexOf('}', open);
      pieces.add(piece(template.substring(open + 2, close)));
      at = close + 1;
    }
  }

  private static Piece piece(String word) {
    if (word.equals("topic")) {
      return (data, root) -> data.record().topic();
    }
    if (word.equals("partition")) {
      return (data, root) -> Integer.toString(data.record().originalKafkaPartition());
    }
    FieldPath path =
        word.equals("key")
            ? FieldPath.of("key:")
            : word.startsWith("header.")
                ? FieldPath.of("header:" + word.substring("header.".length()))
                : FieldPath.of(word.substring("value.".length()));
    return (data, root) -> {
      FieldPath.Found found = path.find(data, root);
      return found == null ? "" : Objects.requireNonNullElse(ScalarText.of(found), "");
    };
  }

  String of(RecordData data, int valueRoot) {
    if (pieces.size() == 1) {
      return pieces.get(0).of(data, valueRoot);
    }
    StringBuilder text = new StringBuilder();
    for (Piece piece : pieces) {
      text.append(piece.of(data, valueRoot));
    }
    return text.toString();
  }
}
