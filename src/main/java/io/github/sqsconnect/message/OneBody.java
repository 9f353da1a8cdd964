package io.github.sqsconnect.message;

import io.github.sqsconnect.event.BatchLimits;
import io.github.sqsconnect.event.BodyLimits;
import io.github.sqsconnect.event.EventIndexes;
import io.github.sqsconnect.event.MessageBody;
import io.github.sqsconnect.json.RejectedRecordException;
import io.github.sqsconnect.json.RejectionKind;
import java.util.List;

/** The body of a format that makes one message of each record. It carries no events. */
final class OneBody {
  /** The events of such a message. */
  static final EventIndexes NO_EVENTS = EventIndexes.none(0);

  private OneBody() {}

  /**
   * Checks the size of the body, which cannot be split.
   *
   * @param root where paths of templates begin in the value, or {@code JsonDocument.NONE}
   * @throws RejectedRecordException if the body is too large
   */
  static void requireFits(int bytes, int root, BatchLimits limits) {
    BodyLimits limit = limits.of(root, null);
    if (bytes > limit.most()) {
      throw new RejectedRecordException(
          "too large for SQS: the body has " + bytes + " bytes. Allowed: " + limit.allowed(),
          RejectionKind.TOO_LARGE);
    }
  }

  static List<MessageBody> of(String text, int bytes, int root) {
    return List.of(new MessageBody(text, bytes, NO_EVENTS, null, root));
  }
}
