package io.github.sqsconnect.delivery;

import io.github.sqsconnect.config.DeliverySettings;
import io.github.sqsconnect.message.LearnedLimit;

/** What one request to a queue may hold. The bound of bytes may be learned from a refusal. */
final class RequestLimits {
  private final int maxMessages;
  private final LearnedLimit maxBytes;

  RequestLimits(DeliverySettings settings) {
    maxMessages = settings.batchMaxMessages();
    maxBytes = new LearnedLimit(settings.batchMaxBytes());
  }

  /** Whether so many messages with so many bytes fit into one request. */
  boolean allow(int messages, long bytes) {
    return messages <= maxMessages && bytes <= maxBytes.bytes();
  }

  /** Whether a request of so much need not wait for more. */
  boolean areReached(int messages, long bytes) {
    return messages >= maxMessages || bytes >= maxBytes.bytes();
  }

  /** The most bytes of a request, as far as the answers of the queue have shown. */
  LearnedLimit learned() {
    return maxBytes;
  }
}
