package io.github.sqsconnect.exhaustive;

import io.github.sqsconnect.delivery.Completion;
import io.github.sqsconnect.delivery.DeliveryOutcome;
import io.github.sqsconnect.delivery.MessageBatch;
import io.github.sqsconnect.world.IntendedOutcomes;
import io.github.sqsconnect.world.SqsOutcomes;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;

/**
 * One possible response to a request, and how many faults it counts: one for each entry that fails,
 * or one for a request that fails as a whole.
 *
 * @param lasts whether it comes so late that the task no longer retries a temporary fault
 * @param outcomes one for each entry
 * @param stored which entries are in the queue, regardless of the response
 */
record AnswerChoice(
    String name,
    int faults,
    boolean isWhole,
    boolean lasts,
    DeliveryOutcome[] outcomes,
    boolean[] stored) {

  /** One possible outcome of an entry. */
  private enum Entry {
    DELIVERED(SqsOutcomes.DELIVERED, true),
    THROTTLED(SqsOutcomes.THROTTLED, false),
    SERVICE_ERROR(SqsOutcomes.SERVER_ERROR, false),
    REJECTED(SqsOutcomes.INVALID, false),
    UNKNOWN_CODE(SqsOutcomes.UNKNOWN, false),
    FATAL_THAT_MAY_PASS(SqsOutcomes.KEY_DENIED, false),
    FATAL_THAT_DID_NOT_PASS(SqsOutcomes.KEY_DENIED, false),
    FATAL(SqsOutcomes.CREDENTIALS_REJECTED, false),
    /** The response does not mention the entry; the task treats that as an error of the service. */
    UNACCOUNTED(SqsOutcomes.UNACCOUNTED, false),
    UNACCOUNTED_BUT_STORED(SqsOutcomes.UNACCOUNTED, true),
    /** Every message is larger than the limit in the response. */
    TOO_LARGE(SqsOutcomes.tooLarge(2), false);

    private final DeliveryOutcome outcome;
    private final boolean stored;

    Entry(DeliveryOutcome outcome, boolean stored) {
      this.outcome = outcome;
      this.stored = stored;
    }

    /** Whether it is combined with other failures in one request. */
    private boolean isOfAKind() {
      return compareTo(UNACCOUNTED) < 0 && this != DELIVERED;
    }
  }

  private static final List<List<AnswerChoice>> ALL = List.of(ofSize(1), ofSize(2));

  /** All responses to a request of that size, those with fewer faults first. */
  static List<AnswerChoice> of(int size) {
    return ALL.get(size - 1);
  }

  private static List<AnswerChoice> ofSize(int size) {
    List<AnswerChoice> verdicts = new ArrayList<>();
    if (size == 1) {
      for (Entry entry : Entry.values()) {
        verdicts.add(entries(entry));
      }
    } else {
      for (Entry first : Entry.values()) {
        for (Entry second : Entry.values()) {
          if (first == Entry.DELIVERED
              || second == Entry.DELIVERED
              || (first.isOfAKind() && second.isOfAKind())) {
            verdicts.add(entries(first, second));
          }
        }
      }
      verdicts.add(allRefused(size));
      verdicts.add(whole(size, "too long", SqsOutcomes.TOO_LONG, false));
    }
    verdicts.add(whole(size, "throttled", SqsOutcomes.THROTTLED, false));
    verdicts.add(whole(size, "service error", SqsOutcomes.SERVER_ERROR, false));
    verdicts.add(whole(size, "answer lost", SqsOutcomes.TIMEOUT, true));
    verdicts.add(whole(size, "credentials expired", SqsOutcomes.EXPIRED, false));
    verdicts.add(whole(size, "refused", SqsOutcomes.SPOILED, false));
    verdicts.add(whole(size, "fatal that may pass", SqsOutcomes.ACCESS_DENIED, false));
    verdicts.add(whole(size, "fatal that did not pass", SqsOutcomes.ACCESS_DENIED, false));
    verdicts.add(whole(size, "fatal", SqsOutcomes.CREDENTIALS_REJECTED, false));
    verdicts.sort(Comparator.comparingInt(AnswerChoice::faults));
    return verdicts;
  }

  private static AnswerChoice entries(Entry... entries) {
    DeliveryOutcome[] outcomes = new DeliveryOutcome[entries.length];
    boolean[] stored = new boolean[entries.length];
    boolean lasts = false;
    int faults = 0;
    StringBuilder name = new StringBuilder();
    for (int i = 0; i < entries.length; i++) {
      outcomes[i] = entries[i].outcome;
      stored[i] = entries[i].stored;
      lasts |= entries[i] == Entry.FATAL_THAT_DID_NOT_PASS;
      faults += entries[i] == Entry.DELIVERED ? 0 : 1;
      name.append(i == 0 ? "" : ", ").append(words(entries[i]));
    }
    return new AnswerChoice(name.toString(), faults, false, lasts, outcomes, stored);
  }

  /** All entries are rejected with one code: one fault, of the configuration. */
  private static AnswerChoice allRefused(int size) {
    DeliveryOutcome[] outcomes = new DeliveryOutcome[size];
    java.util.Arrays.fill(outcomes, SqsOutcomes.INVALID);
    return new AnswerChoice("all rejected", 1, false, false, outcomes, new boolean[size]);
  }

  private static String words(Entry entry) {
    return entry.name().toLowerCase(java.util.Locale.ROOT).replace('_', ' ');
  }

  private static AnswerChoice whole(
      int size, String name, DeliveryOutcome outcome, boolean isStored) {
    DeliveryOutcome[] outcomes = new DeliveryOutcome[size];
    boolean[] stored = new boolean[size];
    java.util.Arrays.fill(outcomes, outcome);
    java.util.Arrays.fill(stored, isStored);
    return new AnswerChoice(
        name + " as a whole", 1, true, name.endsWith("did not pass"), outcomes, stored);
  }

  /** The same for the models. */
  IntendedOutcomes meant() {
    return new IntendedOutcomes(List.of(outcomes), isWhole);
  }

  Completion completion(MessageBatch batch) {
    return isWhole
        ? Completion.failed(batch, outcomes[0])
        : Completion.of(batch, List.of(outcomes));
  }
}
