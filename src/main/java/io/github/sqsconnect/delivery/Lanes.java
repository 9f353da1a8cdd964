package io.github.sqsconnect.delivery;

import java.util.List;
import java.util.function.Predicate;

/**
 * The lanes in which messages of one queue wait, and the rule by which requests are cut from them.
 */
sealed interface Lanes permits SharedLane, GroupLanes {
  void append(Delivery delivery);

  /** Puts a message back to its place; it may leave again when it is due. */
  void putBack(Delivery delivery, long dueAt);

  /** A message that had left is done: its lane may go on. */
  void release(Delivery delivery);

  /** Whether a request could be cut now. */
  boolean isSendable(long now);

  /** When a request can be cut, should nothing more arrive. */
  long nextSendableAt(long now);

  /** Cuts one request; empty when none is due. */
  List<Delivery> cut(long now);

  /** Moves what is not wanted any more from the lanes to the list. */
  void remove(Predicate<Delivery> unwanted, List<Delivery> removed);

  /** How many messages wait. */
  int size();
}
