package io.github.sqsconnect.world;

import io.github.sqsconnect.delivery.Completion;
import io.github.sqsconnect.delivery.DeliveryOutcome;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import software.amazon.awssdk.services.sqs.model.SendMessageBatchRequestEntry;
import software.amazon.awssdk.services.sqs.model.SendMessageBatchResponse;

/** One request on its way to the queue and back. */
public final class Request {
  private final int number;
  private final List<SendMessageBatchRequestEntry> entries;
  private final int bytes;
  private final int[][] items;
  private final int[][] epochs;
  private final long sentAt;
  private final CompletableFuture<SendMessageBatchResponse> future = new CompletableFuture<>();
  private long credentialsSince;
  private boolean answerIsLost;
  private IntendedOutcomes meant;
  private SendMessageBatchResponse response;
  private Throwable error;
  private Completion completion;

  public Request(
      int number,
      List<SendMessageBatchRequestEntry> entries,
      int[][] items,
      int[][] epochs,
      long sentAt) {
    this.number = number;
    this.entries = entries;
    this.items = items;
    this.epochs = epochs;
    this.sentAt = sentAt;
    int sum = 0;
    for (SendMessageBatchRequestEntry entry : entries) {
      sum += bytes(entry);
    }
    bytes = sum;
  }

  /** The size of a message as SQS counts it; the simulation writes nothing but ASCII. */
  public static int bytes(SendMessageBatchRequestEntry entry) {
    return entry.messageBody().length();
  }

  public int number() {
    return number;
  }

  /** The messages in their order. */
  public List<SendMessageBatchRequestEntry> entries() {
    return entries;
  }

  public int bytes() {
    return bytes;
  }

  /** The id of the message at a place. */
  public String id(int place) {
    return entries.get(place).id();
  }

  /** What the ids of all its messages begin with. */
  public String ids() {
    String first = id(0);
    return first.substring(0, first.length() - 1);
  }

  /** The items of each message. */
  public int[][] items() {
    return items;
  }

  /** The assignments of those items' partitions when it was sent. */
  public int[][] epochs() {
    return epochs;
  }

  /** When the keys that sign it were made, counted from the start. */
  public long credentialsSince() {
    return credentialsSince;
  }

  public void sign(long since) {
    credentialsSince = since;
  }

  /** Whether an item is in one of its messages. */
  public boolean carries(int item) {
    for (int[] message : items) {
      for (int carried : message) {
        if (carried == item) {
          return true;
        }
      }
    }
    return false;
  }

  public long sentAt() {
    return sentAt;
  }

  public int size() {
    return items.length;
  }

  public boolean answerIsLost() {
    return answerIsLost;
  }

  public void loseAnswer() {
    answerIsLost = true;
  }

  /** Where the connector waits for the answer. */
  public CompletableFuture<SendMessageBatchResponse> future() {
    return future;
  }

  /** What the answer is meant to say. */
  public IntendedOutcomes meant() {
    return meant;
  }

  /** Whether its answer is of the kind that has it sent again in halves. */
  public boolean isHalved() {
    DeliveryOutcome first = meant.outcomes().get(0);
    return size() > 1
        && meant.wholeRequest()
        && (SqsOutcomes.isTooLong(first) || first instanceof DeliveryOutcome.Rejected);
  }

  public void answer(IntendedOutcomes meaning, SendMessageBatchResponse words) {
    meant = meaning;
    response = words;
  }

  public void fail(IntendedOutcomes meaning, Throwable words) {
    meant = meaning;
    error = words;
  }

  /** Lets the connector have the answer. */
  public void complete() {
    if (error == null) {
      future.complete(response);
    } else {
      future.completeExceptionally(error);
    }
  }

  /** What the connector has read in the answer, or null. */
  public Completion read() {
    return completion;
  }

  public void read(Completion answer) {
    completion = answer;
  }
}
