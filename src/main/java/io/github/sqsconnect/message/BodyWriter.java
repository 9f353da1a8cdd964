package io.github.sqsconnect.message;

import io.github.sqsconnect.json.JsonBuffer;
import io.github.sqsconnect.json.RejectedRecordException;
import org.apache.kafka.connect.sink.SinkRecord;

/** Writes the JSON object that carries a value and what else is known about its record. */
interface BodyWriter {
  /**
   * Writes the body of a record.
   *
   * @param value the record's value, which was just read
   * @throws RejectedRecordException if the format cannot express the record
   */
  void write(SinkRecord record, EmbeddedValue value, JsonBuffer out);
}
