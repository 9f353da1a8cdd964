package io.github.sqsconnect.message;

import io.github.sqsconnect.json.RejectedRecordException;
import io.github.sqsconnect.json.RejectionKind;
import io.github.sqsconnect.record.Template;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Function;

/**
 * Describes why no queue can have the name that a template produced, and which placeholder is the
 * cause. It never quotes the text of a placeholder, which comes from the record.
 */
final class QueueNameErrors {
  /**
   * One placeholder of the template.
   *
   * @param word as it is written
   * @param template renders it alone
   */
  private record Part(String word, Template template) {}

  private final QueuePattern pattern;
  private final List<Part> parts = new ArrayList<>();

  QueueNameErrors(QueuePattern pattern) {
    this.pattern = pattern;
    String name = pattern.name();
    for (int open = name.indexOf("${"); open >= 0; open = name.indexOf("${", open + 2)) {
      String word = name.substring(open, name.indexOf('}', open) + 1);
      parts.add(new Part(word, Template.ofQueueName(word)));
    }
  }

  /**
   * Rejects the record.
   *
   * @param name the name, which is not legal
   * @param text renders a template for the record
   */
  RejectedRecordException rejection(String name, Function<Template, String> text) {
    return new RejectedRecordException(
        "no queue can have the name that "
            + pattern.setting()
            + " produces for this record with '"
            + pattern.name()
            + "': "
            + problem(name, text)
            + ". Allowed: 1 to "
            + (pattern.isFifo() ? QueueName.LONGEST - QueueName.FIFO.length() : QueueName.LONGEST)
            + " letters, digits, '-' and '_'"
            + (pattern.isFifo() ? " before .fifo" : "")
            + ". Correct the record, or use another template",
        RejectionKind.QUEUE);
  }

  private String problem(String name, Function<Template, String> text) {
    if (QueueName.stemLength(name) == 0 && name.endsWith(QueueName.FIFO) == pattern.isFifo()) {
      return "it is empty, because the record has no text for " + words();
    }
    return name.length() > QueueName.LONGEST ? tooLong(name, text) : invalidCharacter(text);
  }

  private String words() {
    return String.join(", ", parts.stream().map(Part::word).toList());
  }

  private String tooLong(String name, Function<Template, String> text) {
    Part longest = parts.get(0);
    int most = 0;
    for (Part part : parts) {
      int length = text.apply(part.template()).length();
      if (length > most) {
        most = length;
        longest = part;
      }
    }
    return "it has "
        + name.length()
        + " characters, and "
        + most
        + " of them are from "
        + longest.word();
  }

  /** Every character of the template itself is allowed: the configuration was checked. */
  private String invalidCharacter(Function<Template, String> text) {
    for (Part part : parts) {
      String rendered = text.apply(part.template());
      for (int i = 0; i < rendered.length(); i++) {
        if (!QueueName.isAllowed(rendered.charAt(i))) {
          return String.format(
              "%s has the character U+%04X at index %d", part.word(), rendered.codePointAt(i), i);
        }
      }
    }
    return "its characters are not allowed";
  }
}
