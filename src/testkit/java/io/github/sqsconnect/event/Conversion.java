package io.github.sqsconnect.event;

import io.github.sqsconnect.json.RejectedRecordException;
import java.util.List;
import java.util.function.Supplier;

/** The result of a conversion as one value, so that a test can compare it. */
sealed interface Conversion {

  record Converted(List<MessageBody> batches) implements Conversion {}

  record Filtered() implements Conversion {}

  record Rejected(String reason) implements Conversion {}

  static Conversion of(Supplier<List<MessageBody>> converter) {
    try {
      List<MessageBody> batches = converter.get();
      return batches.isEmpty() ? new Filtered() : new Converted(batches);
    } catch (RejectedRecordException e) {
      return new Rejected(e.reason());
    }
  }
}
