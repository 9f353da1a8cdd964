package io.github.sqsconnect.delivery;

import io.github.sqsconnect.config.DeliverySettings;

/** What one request to a queue may hold. The bound of bytes may be learned from a refusal. */
final class RequestLimits {
  private final int maxMessages;
  private int maxBytes;

  RequestLimits(DeliverySettings settings) {
    maxMessages = settings.batchMaxMessages();
    maxBytes = settings.batchMaxBytes();
  }

  /** Whether so many messages with so many bytes fit into one request. */
  boolean hold(int messages, long bytes) {
    return messages <= maxMessages && bytes <= maxBytes;
  }

  /** Whether a request of so much need not wait for more. */
  boolean areReached(int messages, long bytes) {
    return messages >= maxMessages || bytes >= maxBytes;
  }

  /** The service has named the most bytes of a request; 0 if it has not. */
  void learn(int bytes) {
    if (bytes > 0) {
      maxBytes = Math.min(maxBytes, bytes);
    }
  }
}
