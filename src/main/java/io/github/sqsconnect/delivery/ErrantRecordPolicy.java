package io.github.sqsconnect.delivery;

import org.apache.kafka.connect.sink.SinkRecord;
import org.jspecify.annotations.Nullable;

/** What the connector's own configuration says of errant records. */
@FunctionalInterface
public interface ErrantRecordPolicy {
  /**
   * Why a record must not be given to the reporter.
   *
   * @param detail what the reason does not say of this record, empty or a sentence
   */
  record Refusal(StopReason reason, String detail) {}

  /** Null if the reporter may have it. */
  @Nullable Refusal refusal(SinkRecord record);
}
