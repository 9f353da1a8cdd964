package io.github.sqsconnect.cli;

import io.github.sqsconnect.analysis.RecordValues;
import io.github.sqsconnect.json.JsonDocument;
import io.github.sqsconnect.json.JsonReader;
import io.github.sqsconnect.json.RejectedRecordException;
import io.github.sqsconnect.message.OutboundMessage;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/**
 * One message under the old and the new configuration.
 *
 * @param before null if only the new configuration makes it
 * @param after null if only the old configuration makes it
 */
record MessageChange(@Nullable OutboundMessage before, @Nullable OutboundMessage after) {
  /** A part of a message that differs. */
  enum Part {
    QUEUE("queue"),
    GROUP("group"),
    DEDUPLICATION_ID("deduplication id"),
    IDS("ids in the body"),
    BODY("body"),
    ATTRIBUTES("attributes"),
    DELAY("delay"),
    TRACE_HEADER("trace header");

    private final String words;

    Part(String words) {
      this.words = words;
    }

    /** Its name for people. */
    String words() {
      return words;
    }
  }

  /** The members by which consumers recognise repeated messages and events. */
  private static final Set<String> ID_MEMBERS =
      Set.of("id", "event_id", "batch_id", "message_id", "source_message_id");

  /**
   * Pairs the messages of a record: first those that are equal, then the others in their order.
   * Messages that are left over are new or vanish.
   */
  static List<MessageChange> pair(List<OutboundMessage> before, List<OutboundMessage> after) {
    List<MessageChange> pairs = new ArrayList<>();
    List<OutboundMessage> oldOnes = new ArrayList<>(before);
    List<OutboundMessage> newOnes = new ArrayList<>();
    for (OutboundMessage message : after) {
      OutboundMessage equal = removeEqual(oldOnes, message);
      if (equal == null) {
        newOnes.add(message);
      } else {
        pairs.add(new MessageChange(equal, message));
      }
    }
    for (int i = 0; i < Math.max(oldOnes.size(), newOnes.size()); i++) {
      pairs.add(
          new MessageChange(
              i < oldOnes.size() ? oldOnes.get(i) : null,
              i < newOnes.size() ? newOnes.get(i) : null));
    }
    return pairs;
  }

  private static @Nullable OutboundMessage removeEqual(
      List<OutboundMessage> messages, OutboundMessage wanted) {
    for (int i = 0; i < messages.size(); i++) {
      if (new MessageChange(messages.get(i), wanted).parts().isEmpty()) {
        return messages.remove(i);
      }
    }
    return null;
  }

  /** What differs; empty if the message is the same, new or vanished. */
  Set<Part> parts() {
    EnumSet<Part> parts = EnumSet.noneOf(Part.class);
    if (before == null || after == null) {
      return parts;
    }
    add(parts, Part.QUEUE, before.queue().url(), after.queue().url());
    add(parts, Part.GROUP, before.groupId(), after.groupId());
    add(parts, Part.DEDUPLICATION_ID, before.deduplicationId(), after.deduplicationId());
    add(parts, Part.BODY, before.body(), after.body());
    add(parts, Part.ATTRIBUTES, before.attributes(), after.attributes());
    add(parts, Part.DELAY, before.delaySeconds(), after.delaySeconds());
    add(parts, Part.TRACE_HEADER, before.traceHeader(), after.traceHeader());
    if (parts.contains(Part.BODY)) {
      add(parts, Part.IDS, ids(before.body()), ids(after.body()));
    }
    return parts;
  }

  private static void add(
      Set<Part> parts, Part part, @Nullable Object before, @Nullable Object after) {
    if (!Objects.equals(before, after)) {
      parts.add(part);
    }
  }

  private static Set<String> ids(String body) {
    Set<String> ids = new TreeSet<>();
    JsonDocument json = new JsonDocument();
    try {
      new JsonReader(json).read(body);
      addIds(json, json.root(), ids);
    } catch (RejectedRecordException notJson) {
      return Set.of();
    }
    return ids;
  }

  private static void addIds(JsonDocument json, int node, Set<String> ids) {
    if (json.is(node, JsonDocument.OBJECT)) {
      for (int name = json.firstName(node);
          name != JsonDocument.NONE;
          name = json.nextName(node, name)) {
        if (ID_MEMBERS.contains(json.string(name))) {
          ids.add(json.string(name) + '=' + RecordValues.text(json, json.value(name)));
        }
        addIds(json, json.value(name), ids);
      }
    } else if (json.is(node, JsonDocument.ARRAY)) {
      for (int element = json.firstElement(node);
          element != JsonDocument.NONE;
          element = json.nextElement(node, element)) {
        addIds(json, element, ids);
      }
    }
  }
}
