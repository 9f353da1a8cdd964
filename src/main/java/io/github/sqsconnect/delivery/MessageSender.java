package io.github.sqsconnect.delivery;

/** Sends a message batch without waiting; its {@link Completion} arrives in the mailbox. */
public interface MessageSender {
  /** Starts the request. Never throws for what goes wrong with it: that too is a completion. */
  void send(MessageBatch batch);

  /**
   * Looks once whether the keys that sign requests have been changed since, and signs with the
   * newer ones from now on.
   *
   * @return whether there are newer ones
   */
  boolean renewCredentials();
}
