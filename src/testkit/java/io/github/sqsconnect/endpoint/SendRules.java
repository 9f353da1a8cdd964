package io.github.sqsconnect.endpoint;

import io.github.sqsconnect.endpoint.EntryFailure.Reach;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** The rules of SQS for what is sent: for a batch as a whole, and for each entry on its queue. */
final class SendRules {
  static final int MAX_ENTRIES = 10;
  static final int MAX_BYTES = 1_048_576;
  private static final int MAX_ATTRIBUTES = 10;
  private static final int MAX_DELAY_SECONDS = 900;

  private static final Pattern ENTRY_ID = Pattern.compile("[A-Za-z0-9_-]{1,80}");

  /** Group ids and deduplication ids: ASCII letters, digits and punctuation. */
  private static final Pattern FIFO_ID = Pattern.compile("\\p{Graph}{1,128}");

  private static final Pattern LEGAL_TEXT =
      Pattern.compile("[\\t\\n\\r\\x{20}-\\x{D7FF}\\x{E000}-\\x{FFFD}\\x{10000}-\\x{10FFFF}]*");

  private static final Pattern ATTRIBUTE_NAME =
      Pattern.compile("(?!(?i:AWS|Amazon)\\.)(?!\\.)(?!.*\\.\\.)[A-Za-z0-9_.-]{1,256}(?<!\\.)");

  private static final Pattern ATTRIBUTE_TYPE =
      Pattern.compile("(?s)(?!.{257})(String|Number|Binary)(\\..+)?(?<!\\.)");

  /** Of at most 38 digits. Whether SQS counts zeros at the ends is not known; here it does. */
  private static final Pattern NUMBER =
      Pattern.compile("[+-]?(?=(\\.?\\d){1,38}\\.?([eE]|$))(\\d+\\.?\\d*|\\.\\d+)([eE][+-]?\\d+)?");

  private static final String WRONG_QUEUE_TYPE =
      "The request includes a parameter that is not valid for this queue type";

  private SendRules() {}

  /** Throws the error of a batch that breaks a rule as a whole; nothing of it is stored. */
  static void checkBatch(List<Entry> entries) {
    if (entries.isEmpty()) {
      throw RequestError.of("EmptyBatchRequest")
          .thrown("There should be at least one SendMessageBatchRequestEntry.");
    }
    if (entries.size() > MAX_ENTRIES) {
      throw RequestError.of("TooManyEntriesInBatchRequest")
          .thrown(
              "Maximum number of entries per request are 10. You have sent %d."
                  .formatted(entries.size()));
    }
    checkIds(entries);
    long bytes = entries.stream().mapToLong(Entry::size).sum();
    if (bytes > MAX_BYTES) {
      throw RequestError.of("BatchRequestTooLong")
          .thrown(
              "Batch requests cannot be longer than 1048576 bytes. You have sent %d bytes."
                  .formatted(bytes));
    }
  }

  private static void checkIds(List<Entry> entries) {
    Set<String> ids = new HashSet<>();
    for (Entry entry : entries) {
      if (!matches(ENTRY_ID, entry.id())) {
        throw RequestError.of("InvalidBatchEntryId")
            .thrown(
                "A batch entry id can only contain alphanumeric characters, hyphens and"
                    + " underscores. It can be at most 80 letters long.");
      }
      if (!ids.add(entry.id())) {
        throw RequestError.of("BatchEntryIdsNotDistinct").thrown("Id " + entry.id() + " repeated.");
      }
    }
  }

  /** The first rule that the entry breaks, or null. */
  static @Nullable EntryFailure broken(ScriptedQueue queue, Entry entry) {
    EntryFailure failure = ids(queue, entry);
    if (failure == null) {
      failure = body(entry.body());
    }
    if (failure == null) {
      failure = attributes(entry);
    }
    return failure != null ? failure : delayAndSize(queue, entry);
  }

  private static @Nullable EntryFailure ids(ScriptedQueue queue, Entry entry) {
    String group = entry.groupId();
    String deduplication = entry.deduplicationId();
    if (queue.fifo() && group == null) {
      return invalid(Reach.CALL, "The request must contain the parameter MessageGroupId.");
    }
    if (queue.fifo() && deduplication == null && !queue.hasContentBasedDeduplication()) {
      return invalid(
          Reach.CALL,
          "The queue should either have ContentBasedDeduplication enabled or"
              + " MessageDeduplicationId provided explicitly");
    }
    if (!queue.fifo() && deduplication != null) {
      return invalid(Reach.ENTRY, WRONG_QUEUE_TYPE);
    }
    if (group != null && !matches(FIFO_ID, group)) {
      return fifoId("MessageGroupId", group);
    }
    return deduplication != null && !matches(FIFO_ID, deduplication)
        ? fifoId("MessageDeduplicationId", deduplication)
        : null;
  }

  private static EntryFailure fifoId(String parameter, String id) {
    return invalid(
        Reach.UNRECORDED,
        "Value %1$s for parameter %2$s is invalid. Reason: %2$s can only include alphanumeric and"
            + " punctuation characters. 1 to 128 in length.",
        id,
        parameter);
  }

  private static @Nullable EntryFailure body(String body) {
    if (body.isEmpty()) {
      return new EntryFailure(
          "MissingParameter",
          true,
          "The request must contain the parameter MessageBody.",
          Reach.UNRECORDED);
    }
    return matches(LEGAL_TEXT, body)
        ? null
        : new EntryFailure(
            "InvalidMessageContents",
            true,
            "Invalid characters found. Valid unicode characters are #x9 | #xA | #xD |"
                + " #x20 to #xD7FF | #xE000 to #xFFFD | #x10000 to #x10FFFF",
            Reach.ENTRY);
  }

  private static @Nullable EntryFailure attributes(Entry entry) {
    if (entry.attributes().size() > MAX_ATTRIBUTES) {
      return invalid(
          Reach.UNRECORDED,
          "Number of message attributes [%d] exceeds the allowed maximum [10].",
          entry.attributes().size());
    }
    for (Map.Entry<String, Attribute> each : entry.attributes().entrySet()) {
      EntryFailure failure = attribute(each.getKey(), each.getValue());
      if (failure != null) {
        return failure;
      }
    }
    for (Map.Entry<String, Attribute> each : entry.systemAttributes().entrySet()) {
      if (!each.getKey().equals("AWSTraceHeader")) {
        return invalid(
            Reach.UNRECORDED, "Message system attribute name '%s' is invalid.", each.getKey());
      }
      if (!each.getValue().type().equals("String")) {
        return invalid(Reach.UNRECORDED, "AWSTraceHeader must be of type String.");
      }
    }
    return null;
  }

  private static @Nullable EntryFailure attribute(String name, Attribute attribute) {
    if (!matches(ATTRIBUTE_NAME, name)) {
      return invalid(Reach.UNRECORDED, "The message attribute name '%s' is invalid.", name);
    }
    if (!matches(ATTRIBUTE_TYPE, attribute.type())) {
      return invalid(
          Reach.UNRECORDED,
          "The message attribute '%s' has an invalid message attribute type, the set of supported"
              + " type prefixes is Binary, Number, and String.",
          name);
    }

    String type = attribute.type().split("\\.", 2)[0];
    String text = attribute.text() == null ? "" : attribute.text();
    if (type.equals("Binary") != attribute.binary() || isEmpty(name, attribute)) {
      return invalid(
          Reach.ENTRY,
          "The message attribute '%s' must contain non-empty message attribute value for message"
              + " attribute type '%s'.",
          name,
          type);
    }
    if (!matches(LEGAL_TEXT, text)) {
      return invalid(
          Reach.UNRECORDED, "The message attribute '%s' has an invalid character.", name);
    }
    return type.equals("Number") && !matches(NUMBER, text)
        ? invalid(
            Reach.UNRECORDED, "Can't cast the value of message attribute '%s' to a number.", name)
        : null;
  }

  private static boolean isEmpty(String name, Attribute attribute) {
    try {
      return attribute.bytes().length == 0;
    } catch (IllegalArgumentException e) {
      throw RequestError.of("SerializationException").thrown("Not base64: attribute " + name);
    }
  }

  private static @Nullable EntryFailure delayAndSize(ScriptedQueue queue, Entry entry) {
    int seconds = entry.delaySeconds();
    if (queue.fifo() && seconds != 0) {
      return invalid(
          Reach.ENTRY,
          "Value %d for parameter DelaySeconds is invalid. Reason: %s.",
          seconds,
          WRONG_QUEUE_TYPE);
    }
    if (seconds < 0 || seconds > MAX_DELAY_SECONDS) {
      return invalid(
          Reach.UNRECORDED,
          "Value %d for parameter DelaySeconds is invalid. Reason: DelaySeconds must be >= 0 and"
              + " <= 900.",
          seconds);
    }
    return entry.size() > queue.longestMessage()
        ? invalid(
            Reach.ENTRY,
            "One or more parameters are invalid. Reason: Message must be shorter than %d bytes.",
            queue.longestMessage())
        : null;
  }

  private static boolean matches(Pattern pattern, String text) {
    return pattern.matcher(text).matches();
  }

  private static EntryFailure invalid(Reach reach, String message, Object... values) {
    return new EntryFailure("InvalidParameterValue", true, message.formatted(values), reach);
  }
}
