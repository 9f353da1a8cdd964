package io.github.sqsconnect.endpoint;

import static io.github.sqsconnect.endpoint.EntryFailure.invalid;

import io.github.sqsconnect.endpoint.EntryFailure.Reach;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** The rules each entry must keep on its queue, and how much a breach of each one spoils. */
final class EntryRules {
  private static final String WRONG_QUEUE_TYPE =
      "The request includes a parameter that is not valid for this queue type";

  private EntryRules() {}

  static Optional<EntryFailure> breach(ScriptedQueue queue, Entry entry) {
    return ids(queue, entry)
        .or(() -> body(entry))
        .or(() -> AttributeRules.breach(entry.attributes()))
        .or(() -> AttributeRules.systemBreach(entry.systemAttributes()))
        .or(() -> delay(queue, entry.delaySeconds()))
        .or(() -> size(queue, entry));
  }

  private static Optional<EntryFailure> ids(ScriptedQueue queue, Entry entry) {
    if (queue.fifo() && entry.groupId() == null) {
      return Optional.of(
          invalid(Reach.CALL, "The request must contain the parameter MessageGroupId."));
    }
    if (queue.fifo() && entry.deduplicationId() == null && !queue.hasContentBasedDeduplication()) {
      return Optional.of(
          invalid(
              Reach.CALL,
              "The queue should either have ContentBasedDeduplication enabled or"
                  + " MessageDeduplicationId provided explicitly"));
    }
    if (!queue.fifo() && entry.deduplicationId() != null) {
      return Optional.of(invalid(Reach.ENTRY, WRONG_QUEUE_TYPE));
    }
    return fifoId("MessageGroupId", entry.groupId())
        .or(() -> fifoId("MessageDeduplicationId", entry.deduplicationId()));
  }

  private static Optional<EntryFailure> fifoId(String parameter, @Nullable String id) {
    if (id == null || Characters.legalFifoId(id)) {
      return Optional.empty();
    }
    return Optional.of(
        invalid(
            Reach.UNRECORDED,
            "Value "
                + id
                + " for parameter "
                + parameter
                + " is invalid. Reason: "
                + parameter
                + " can only include alphanumeric and punctuation characters. 1 to 128 in length."));
  }

  private static Optional<EntryFailure> body(Entry entry) {
    if (entry.body().isEmpty()) {
      return Optional.of(
          new EntryFailure(
              "MissingParameter",
              true,
              "The request must contain the parameter MessageBody.",
              Reach.UNRECORDED));
    }
    if (!Characters.legalText(entry.body())) {
      return Optional.of(
          new EntryFailure(
              "InvalidMessageContents",
              true,
              "Invalid characters found. Valid unicode characters are #x9 | #xA | #xD |"
                  + " #x20 to #xD7FF | #xE000 to #xFFFD | #x10000 to #x10FFFF",
              Reach.ENTRY));
    }
    return Optional.empty();
  }

  private static Optional<EntryFailure> delay(ScriptedQueue queue, @Nullable Integer seconds) {
    if (seconds == null || seconds == 0) {
      return Optional.empty();
    }
    if (queue.fifo()) {
      return Optional.of(
          invalid(
              Reach.ENTRY,
              "Value "
                  + seconds
                  + " for parameter DelaySeconds is invalid. Reason: "
                  + WRONG_QUEUE_TYPE
                  + "."));
    }
    if (seconds < 0 || seconds > 900) {
      return Optional.of(
          invalid(
              Reach.UNRECORDED,
              "Value "
                  + seconds
                  + " for parameter DelaySeconds is invalid. Reason: DelaySeconds must be >= 0"
                  + " and <= 900."));
    }
    return Optional.empty();
  }

  private static Optional<EntryFailure> size(ScriptedQueue queue, Entry entry) {
    if (entry.size() <= queue.longestMessage()) {
      return Optional.empty();
    }
    return Optional.of(
        invalid(
            Reach.ENTRY,
            "One or more parameters are invalid. Reason: Message must be shorter than "
                + queue.longestMessage()
                + " bytes."));
  }
}
