package io.github.sqsconnect.analysis;

import org.apache.kafka.connect.sink.SinkRecord;
import org.apache.kafka.connect.transforms.Transformation;
import org.apache.kafka.connect.transforms.predicates.Predicate;
import org.jspecify.annotations.Nullable;

/**
 * One transform of a connector.
 *
 * @param predicate decides whether a record is transformed; null transforms every record
 * @param negate whether the predicate's answer is reversed
 */
public record TransformStep(
    String key,
    Transformation<SinkRecord> transformation,
    @Nullable Predicate<SinkRecord> predicate,
    boolean negate) {

  /** The record after this step, or null if the transform drops it. */
  @Nullable SinkRecord apply(SinkRecord record) {
    return predicate == null || predicate.test(record) != negate
        ? transformation.apply(record)
        : record;
  }
}
