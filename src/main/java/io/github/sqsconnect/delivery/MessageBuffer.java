package io.github.sqsconnect.delivery;

import java.util.Collection;
import java.util.List;
import java.util.function.Predicate;

/** The waiting messages of one queue, and the rule which of them the next request contains. */
sealed interface MessageBuffer permits StandardBuffer, FifoBuffer {
  void append(Delivery delivery);

  /**
   * Puts a message that was in flight, or its parts, back in its place.
   *
   * @param dueAt the time when it may be retried
   */
  void reenqueue(Delivery sent, List<Delivery> reenqueued, long dueAt);

  /** Whether a message of its group was reenqueued while this one is in flight. */
  boolean isBehindReenqueued(Delivery delivery);

  /** A message that was in flight is done. On a FIFO queue, its group may be unmuted. */
  void complete(Delivery delivery);

  /** Whether a request is full or due now. */
  boolean isSendable(long now);

  /** The time when a request is due if no message is appended and no response arrives before. */
  long nextSendableAt(long now);

  /**
   * Removes and returns the messages of the next request; none if no request is full or due.
   *
   * @param due a request that is not full is returned only if it was due at this time
   * @param now messages whose backoff ends by this time go first into the request
   */
  List<Delivery> drain(long due, long now);

  /** Moves waiting messages that match to a list. */
  void remove(Predicate<Delivery> unwanted, List<Delivery> removed);

  /** Whether no message waits, and no group is muted. */
  boolean isEmpty();

  /** The number of waiting messages. */
  int size();

  /**
   * The number of message groups with more than {@value FifoBuffer#CROWDED_ABOVE} waiting messages.
   */
  int crowdedGroups();

  /** Its state, for proofs. */
  PipelineSnapshot.BufferState snapshot();

  /** Moves elements that match from one collection to a list. */
  static void move(
      Collection<Delivery> from, Predicate<Delivery> unwanted, List<Delivery> removed) {
    from.removeIf(
        delivery -> {
          boolean gone = unwanted.test(delivery);
          if (gone) {
            removed.add(delivery);
          }
          return gone;
        });
  }
}
