package io.github.sqsconnect.delivery;

/** Sends a message batch without waiting; its {@link Completion} arrives in the mailbox. */
public interface MessageSender {
  /** Starts the request. Never throws for what goes wrong with it: that too is a completion. */
  void send(MessageBatch batch);
}
