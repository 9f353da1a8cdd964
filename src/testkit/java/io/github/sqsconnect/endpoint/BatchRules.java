package io.github.sqsconnect.endpoint;

import java.util.HashSet;
import java.util.List;
import java.util.Set;

/** The rules a message batch must keep as a whole: one fault and nothing of it is stored. */
final class BatchRules {
  static final int MOST_ENTRIES = 10;
  static final int MOST_BYTES = 1_048_576;

  private BatchRules() {}

  static void check(List<Entry> entries) {
    if (entries.isEmpty()) {
      refuse("EmptyBatchRequest", "There should be at least one SendMessageBatchRequestEntry.");
    }
    if (entries.size() > MOST_ENTRIES) {
      refuse(
          "TooManyEntriesInBatchRequest",
          "Maximum number of entries per request are 10. You have sent " + entries.size() + ".");
    }
    checkIds(entries);
    long bytes = entries.stream().mapToLong(Entry::size).sum();
    if (bytes > MOST_BYTES) {
      refuse(
          "BatchRequestTooLong",
          "Batch requests cannot be longer than 1048576 bytes. You have sent " + bytes + " bytes.");
    }
  }

  private static void checkIds(List<Entry> entries) {
    Set<String> ids = new HashSet<>();
    for (Entry entry : entries) {
      if (!Characters.legalEntryId(entry.id())) {
        refuse(
            "InvalidBatchEntryId",
            "A batch entry id can only contain alphanumeric characters, hyphens and underscores."
                + " It can be at most 80 letters long.");
      }
      if (!ids.add(entry.id())) {
        refuse("BatchEntryIdsNotDistinct", "Id " + entry.id() + " repeated.");
      }
    }
  }

  private static void refuse(String code, String message) {
    throw new Refusal(SqsError.of(code), message);
  }
}
