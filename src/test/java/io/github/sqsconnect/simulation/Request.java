package io.github.sqsconnect.simulation;

import io.github.sqsconnect.delivery.Completion;
import io.github.sqsconnect.delivery.MessageBatch;

/** One request on its way to the queue and back. */
final class Request {
  private final int number;
  private final SimulatedClient client;
  private final MessageBatch batch;
  private final int[][] items;
  private final int[][] epochs;
  private final long sentAt;
  private boolean answerIsLost;
  private Completion completion;

  Request(
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

  int number() {
    return number;
  }

  SimulatedClient client() {
    return client;
  }

  MessageBatch batch() {
    return batch;
  }

  /** The items of each message. */
  int[][] items() {
    return items;
  }

  /** The assignments of those items' partitions when it was sent. */
  int[][] epochs() {
    return epochs;
  }

  long sentAt() {
    return sentAt;
  }

  int size() {
    return items.length;
  }

  boolean answerIsLost() {
    return answerIsLost;
  }

  void loseAnswer() {
    answerIsLost = true;
  }

  Completion completion() {
    return completion;
  }

  void answer(Completion answer) {
    completion = answer;
  }
}
