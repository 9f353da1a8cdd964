package io.github.sqsconnect.cli;

import io.github.sqsconnect.analysis.Preview;
import io.github.sqsconnect.cli.MessageChange.Part;
import io.github.sqsconnect.message.Assembly;
import io.github.sqsconnect.message.OutboundMessage;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.EnumSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** Counts how messages differ between two configurations, and keeps the first differences. */
final class Comparison {
  private static final int MOST_EXAMPLES = 3;

  /** A record whose messages differ, with them. */
  record Example(String record, MessageChange change) {}

  private final Map<Part, Long> byPart = new EnumMap<>(Part.class);

  /** What differs in messages that go to a FIFO queue before and after the change. */
  private final Set<Part> inFifo = EnumSet.noneOf(Part.class);

  private boolean leavesFifo;
  private boolean entersFifo;
  private final List<Example> examples = new ArrayList<>();
  private final List<String> newReasons = new ArrayList<>();
  private long records;
  private long unchanged;
  private long changed;
  private long appeared;
  private long vanished;
  private long newlyRejected;
  private long nowAccepted;
  private long splitDifferently;

  void add(Preview.Outcome before, Preview.Outcome after) {
    records++;
    List<OutboundMessage> oldOnes = messages(before);
    List<OutboundMessage> newOnes = messages(after);
    if (oldOnes.size() > 0 && newOnes.size() > 0 && oldOnes.size() != newOnes.size()) {
      splitDifferently++;
    }
    String reason = after.rejection();
    if (reason != null && before.rejection() == null) {
      newlyRejected++;
      if (newReasons.size() < MOST_EXAMPLES) {
        newReasons.add(after.position() + ": " + reason);
      }
    } else if (reason == null && before.rejection() != null) {
      nowAccepted++;
    }
    for (MessageChange change : MessageChange.pair(oldOnes, newOnes)) {
      add(after.position(), change);
    }
  }

  private static List<OutboundMessage> messages(Preview.Outcome outcome) {
    return outcome.assembly() instanceof Assembly.Messages messages
        ? messages.messages()
        : List.of();
  }

  private void add(String record, MessageChange change) {
    if (change.before() == null) {
      appeared++;
    } else if (change.after() == null) {
      vanished++;
    } else {
      Set<Part> parts = change.parts();
      parts.forEach(part -> byPart.merge(part, 1L, Long::sum));
      if (parts.isEmpty()) {
        unchanged++;
        return;
      }
      changed++;
      addQueues(change.before().queue().isFifo(), change.after().queue().isFifo(), parts);
    }
    if (examples.size() < MOST_EXAMPLES) {
      examples.add(new Example(record, change));
    }
  }

  private void addQueues(boolean wasFifo, boolean isFifo, Set<Part> parts) {
    leavesFifo |= wasFifo && !isFifo;
    entersFifo |= !wasFifo && isFifo;
    if (wasFifo && isFifo) {
      inFifo.addAll(parts);
    }
  }

  long records() {
    return records;
  }

  long unchanged() {
    return unchanged;
  }

  long changed() {
    return changed;
  }

  long appeared() {
    return appeared;
  }

  long vanished() {
    return vanished;
  }

  long newlyRejected() {
    return newlyRejected;
  }

  long nowAccepted() {
    return nowAccepted;
  }

  long splitDifferently() {
    return splitDifferently;
  }

  /** How many messages differ in each part. */
  Map<Part, Long> byPart() {
    return byPart;
  }

  List<Example> examples() {
    return examples;
  }

  /** Why the first newly rejected records are rejected. */
  List<String> newReasons() {
    return newReasons;
  }

  boolean isSame() {
    return changed + appeared + vanished + newlyRejected + nowAccepted == 0;
  }

  /** What the differences do to the consumers of the queues, one sentence each. */
  List<String> consequences() {
    List<String> texts = new ArrayList<>();
    if (byPart.containsKey(Part.QUEUE)) {
      texts.add(
          "Messages go to another queue: its consumers must run, and the credentials need sqs:SendMessage on it."
              + " Messages that are already in the old queue stay there.");
    }
    if (leavesFifo) {
      texts.add(
          "Messages go to a standard queue instead of a FIFO queue: it keeps no order and drops no repeated message, so"
              + " consumers receive some messages in another order or twice.");
    }
    if (entersFifo) {
      texts.add(
          "Messages go to a FIFO queue instead of a standard queue: it keeps the order within each group, so a message"
              + " that is not processed delays those after it, and drops what is repeated within five minutes.");
    }
    if (inFifo.contains(Part.GROUP)) {
      texts.add(
          "Messages are in another group: a FIFO queue keeps no order between messages that were sent before the change"
              + " and those sent after it.");
    }
    if (inFifo.contains(Part.DEDUPLICATION_ID)) {
      texts.add(
          "Deduplication ids differ: a FIFO queue accepts a record that is resent after the change as new, also"
              + " within its five minutes.");
    }
    if (byPart.containsKey(Part.IDS)) {
      texts.add(
          "Ids in the bodies differ: consumers that drop what they have seen by id process a record that is resent"
              + " after the change a second time.");
    }
    if (splitDifferently > 0) {
      texts.add(
          Counted.of(splitDifferently, "record")
              + (splitDifferently == 1 ? " becomes" : " become")
              + " another number of messages: message ids and deduplication ids of the parts are new.");
    }
    if (newlyRejected > 0) {
      texts.add(
          "Newly rejected records go to the dead-letter topic, or stop the task with errors.tolerance=none.");
    }
    return texts;
  }

  /** The one line for a pull request. */
  String verdict() {
    if (isSame()) {
      return "No change: "
          + Counted.of(unchanged, "message")
          + " of "
          + Counted.of(records, "record")
          + " are the same.";
    }
    List<String> parts = new ArrayList<>();
    addTo(parts, changed, "changed");
    addTo(parts, appeared, "new");
    addTo(parts, vanished, "vanished");
    addTo(parts, unchanged, "unchanged");
    StringBuilder verdict = new StringBuilder("Change: of the messages of ");
    verdict.append(Counted.of(records, "record")).append(", ").append(String.join(", ", parts));
    if (!byPart.isEmpty()) {
      verdict
          .append("; differs: ")
          .append(String.join(", ", byPart.keySet().stream().map(Part::words).toList()));
    }
    if (newlyRejected > 0) {
      verdict.append("; ").append(Counted.of(newlyRejected, "record")).append(" newly rejected");
    }
    if (nowAccepted > 0) {
      verdict.append("; ").append(Counted.of(nowAccepted, "record")).append(" no longer rejected");
    }
    return verdict.append('.').toString();
  }

  private static void addTo(List<String> parts, long number, String what) {
    if (number > 0) {
      parts.add(Counted.number(number) + ' ' + what);
    }
  }
}
