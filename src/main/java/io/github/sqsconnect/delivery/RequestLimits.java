package io.github.sqsconnect.delivery;

import io.github.sqsconnect.config.DeliverySettings;
import io.github.sqsconnect.message.LearnedLimit;

/**
 * The limits of one request to a queue. The limit of bytes may be learned from a response of SQS.
 */
final class RequestLimits {
  private final int maxMessages;
  private final LearnedLimit maxBytes;

  RequestLimits(DeliverySettings settings) {
    maxMessages = settings.batchMaxMessages();
    maxBytes = new LearnedLimit(settings.batchMaxBytes());
  }

  /** Whether this number of messages and bytes fits into one request. */
  boolean allow(int messages, long bytes) {
    return messages <= maxMessages && bytes <= maxBytes.bytes();
  }

  /** Whether a request with this number of messages or bytes is full. */
  boolean areReached(int messages, long bytes) {
    return messages >= maxMessages || bytes >= maxBytes.bytes();
  }

  /** The limit of bytes of a request, which may be learned from responses of the queue. */
  LearnedLimit learned() {
    return maxBytes;
  }
}
