package io.github.sqsconnect.world;

import io.github.sqsconnect.delivery.Completion;
import io.github.sqsconnect.delivery.DeliveryOutcome;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import software.amazon.awssdk.services.sqs.model.SendMessageBatchRequestEntry;
import software.amazon.awssdk.services.sqs.model.SendMessageBatchResponse;

/** One request on its way to the queue and back. */
public final class Request {
  private final int number;
  private final int queue;
  private final List<SendMessageBatchRequestEntry> entries;
  private final int bytes;
  private final int[][] items;
  private final int[][] epochs;
  private final long sentAt;
  private final CompletableFuture<SendMessageBatchResponse> future = new CompletableFuture<>();
  private long credentialsSince;
  private boolean answerIsLost;
  private IntendedOutcomes meant;
  private Runnable completion;
  private Completion read;

  public Request(
      int number,
      int queue,
      List<SendMessageBatchRequestEntry> entries,
      int[][] items,
      int[][] epochs,
      long sentAt) {
    this.number = number;
    this.queue = queue;
    this.entries = entries;
    this.items = items;
    this.epochs = epochs;
    this.sentAt = sentAt;
    bytes = entries.stream().mapToInt(Request::bytes).sum();
  }

  /** The size of a message as SQS counts it; the simulation writes nothing but ASCII. */
  public static int bytes(SendMessageBatchRequestEntry entry) {
    return entry.messageBody().length();
  }

  public int number() {
    return number;
  }

  /** The queue that it is sent to. */
  public int queue() {
    return queue;
  }

  /** The messages in their order. */
  public List<SendMessageBatchRequestEntry> entries() {
    return entries;
  }

  public int bytes() {
    return bytes;
  }

  /** The id of the message at an index. */
  public String id(int index) {
    return entries.get(index).id();
  }

  /** The beginning that the ids of all its messages share. */
  public String ids() {
    String first = id(0);
    return first.substring(0, first.length() - 1);
  }

  /** The items of each message. */
  public int[][] items() {
    return items;
  }

  /** The epochs of those items when it was sent: see {@link Ledger}. */
  public int[][] epochs() {
    return epochs;
  }

  /** When the credentials that sign it were created, counted from the start. */
  public long credentialsSince() {
    return credentialsSince;
  }

  public void sign(long since) {
    credentialsSince = since;
  }

  /** Whether an item is in one of its messages. */
  public boolean carries(int item) {
    return Stream.of(items).flatMapToInt(IntStream::of).anyMatch(carried -> carried == item);
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

  /** The future on which the connector waits for the response. */
  public CompletableFuture<SendMessageBatchResponse> future() {
    return future;
  }

  /** The intended outcomes of the response. */
  public IntendedOutcomes meant() {
    return meant;
  }

  /** Whether the task must send it again in halves after its response. */
  public boolean isHalved() {
    DeliveryOutcome first = meant.outcomes().get(0);
    return size() > 1
        && meant.wholeRequest()
        && (SqsOutcomes.isTooLong(first) || first instanceof DeliveryOutcome.Rejected);
  }

  public void answer(IntendedOutcomes meaning, SendMessageBatchResponse response) {
    meant = meaning;
    completion = () -> future.complete(response);
  }

  public void fail(IntendedOutcomes meaning, Throwable error) {
    meant = meaning;
    completion = () -> future.completeExceptionally(error);
  }

  /** Passes the response to the connector. */
  public void complete() {
    completion.run();
  }

  /** What the connector has read in the response, or null. */
  public Completion read() {
    return read;
  }

  public void read(Completion answer) {
    read = answer;
  }
}
