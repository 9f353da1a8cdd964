package io.github.sqsconnect.delivery;

import io.github.sqsconnect.json.RejectionKind;
import org.jspecify.annotations.Nullable;

/**
 * Why a record was rejected, without what differs between records: equal causes have one fix.
 *
 * @param kind the kind of reason, or null if SQS rejected the record
 * @param sqsCode the error code of SQS; empty if the connector rejected the record
 */
record RejectionCause(@Nullable RejectionKind kind, String sqsCode) {

  /** The connector rejected the record. */
  static RejectionCause of(RejectionKind kind) {
    return new RejectionCause(kind, "");
  }

  /** SQS rejected a message of the record. */
  static RejectionCause of(ServiceError error) {
    return new RejectionCause(null, error.code());
  }

  /** The settings to check first if the configuration is the cause. */
  String likelyFix() {
    if (kind == null && sqsCode.contains("Queue")) {
      return of(RejectionKind.QUEUE).likelyFix();
    }
    if (kind == null) {
      return "Check the type and the limits of the queue in sqs.queue.url, sqs.message.max.bytes and"
          + " behavior.on.invalid.characters";
    }
    return switch (kind) {
      case NOT_JSON ->
          "Check value.converter and sqs.message.format: sqs.message.format=raw sends text that is not JSON";
      case OTHER_FORMAT ->
          "Check sqs.message.format and event.input.format: the values are not what these settings expect";
      case NOT_TEXT ->
          "Check value.converter and sqs.message.format: sqs.message.format=raw needs StringConverter or"
              + " ByteArrayConverter; without value.converter, the converter of the worker is used";
      case NULL_VALUE -> "Check behavior.on.null.values: ignore skips records without a value";
      case EMPTY_VALUE -> "Check the producer of the topic, and value.converter";
      case TOO_LARGE -> "Check sqs.message.max.bytes, and the size of the records";
      case CHARACTER ->
          "Check value.converter, and behavior.on.invalid.characters: replace replaces the characters";
      case QUEUE -> "Check the template in sqs.queue.url, and that the queues exist";
      case ATTRIBUTES ->
          "Check sqs.message.attributes, and behavior.on.attribute.overflow: bundle and drop reject no record";
      case CLOUD_EVENT ->
          "Check sqs.cloudevents.source, sqs.cloudevents.type and sqs.cloudevents.subject";
      case BAD_VALUE ->
          "Check sqs.message.format, event.input.format, event.validation and the keys event.record.*";
      case UNEXPECTED -> "Check value.converter and the transforms";
    };
  }
}
