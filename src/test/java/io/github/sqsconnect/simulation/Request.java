package io.github.sqsconnect.simulation;

import io.github.sqsconnect.delivery.Completion;
import io.github.sqsconnect.delivery.MessageBatch;

/** One request on its way to the queue and back. */
public final class Request {
  private final int number;
  private final SimulatedClient client;
  private final MessageBatch batch;
  private final int[][] items;
  private final int[][] epochs;
  private final long sentAt;
  private boolean answerIsLost;
  private Completion completion;

  public Request(
      int number,
      SimulatedClient client,
      MessageBatch batch,
      int[][] items,
      int[][] epochs,
      long sentAt) {
    this.number = number;
    this.client = client;
    this.batch = batch;
    this.items = items;
    this.epochs = epochs;
    this.sentAt = sentAt;
  }

  public int number() {
    return number;
  }

  public SimulatedClient client() {
    return client;
  }

  public MessageBatch batch() {
    return batch;
  }

  /** The items of each message. */
  public int[][] items() {
    return items;
  }

  /** The assignments of those items' partitions when it was sent. */
  public int[][] epochs() {
    return epochs;
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

  public Completion completion() {
    return completion;
  }

  public void answer(Completion answer) {
    completion = answer;
  }
}
