package io.github.sqsconnect.delivery;

import java.util.Collection;
import java.util.List;
import java.util.function.Predicate;

/**
 * The lanes in which messages of one queue wait, and the rule by which requests are cut from them.
 */
sealed interface MessageBuffer permits StandardBuffer, FifoBuffer {
  void append(Delivery delivery);

  /** Puts a message that had left, or its parts, back to its place, to leave when it is due. */
  void reenqueue(Delivery gone, List<Delivery> back, long dueAt);

  /** Whether earlier messages of its group have come back, while this one is still away. */
  boolean isBehindReenqueued(Delivery delivery);

  /** A message that had left is done: its lane may go on. */
  void complete(Delivery delivery);

  /** Whether a request could be cut now. */
  boolean isSendable(long now);

  /** When a request can be cut, should nothing more arrive. */
  long nextSendableAt(long now);

  /**
   * Cuts one request; empty when none is full or due.
   *
   * @param due the time by which it is due if it is not full
   * @param now the time by which messages that came back may leave with it
   */
  List<Delivery> drain(long due, long now);

  /** Moves what is not wanted any more from the lanes to the list. */
  void remove(Predicate<Delivery> unwanted, List<Delivery> removed);

  /** How many messages wait. */
  int size();

  /** How many message groups have so many waiting that they set the pace. */
  int crowdedGroups();

  /** The state of the lanes, for proofs. */
  PipelineSnapshot.BufferState snapshot();

  /** Moves what is not wanted any more from one collection to another. */
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
