package io.github.sqsconnect.delivery;

import org.apache.kafka.connect.sink.SinkRecord;
import org.jspecify.annotations.Nullable;

/** What the connector's own configuration says of errant records. */
public interface ErrantRecordPolicy {
  /** Why this record must not be given to the reporter and what to do; null if it may. */
  @Nullable String refusal(SinkRecord record);

  /** What to do when there is no reporter. */
  String mendWithoutReporter();
}
