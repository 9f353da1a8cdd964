package io.github.sqsconnect.delivery;

/** Sends a message batch without waiting; its {@link Completion} arrives in the mailbox. */
public interface MessageSender {
  /** Starts the request. Never throws: a failure is a completion too. */
  void send(MessageBatch batch);

  /**
   * Reads the credentials again. If they have changed, the next requests are signed with the newer
   * ones.
   *
   * @return whether they have changed
   */
  boolean renewCredentials();
}
