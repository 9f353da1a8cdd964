package io.github.sqsconnect.message;

import io.github.sqsconnect.json.RejectedRecordException;
import org.apache.kafka.connect.sink.SinkRecord;
import org.jspecify.annotations.Nullable;

/** Where the messages of some topics go. For one thread at a time. */
sealed interface QueueRoute permits QueueRoute.Fixed, TemplateRoute {
  /**
   * The queue of one message.
   *
   * @param format has read the record, and renders templates for it
   * @param source the object in the record's value where paths of templates begin
   * @param mpid the user's id as text, or null without one
   * @throws RejectedRecordException if no queue can have the name that a template produces
   */
  TargetQueue queue(SinkRecord record, MessageFormat format, int source, @Nullable String mpid);

  /** The queue of all messages of a record if its topic alone decides it, else null. */
  @Nullable TargetQueue byTopic(SinkRecord record);

  /** One queue for every message. */
  record Fixed(TargetQueue queue) implements QueueRoute {
    @Override
    public TargetQueue queue(
        SinkRecord record, MessageFormat format, int source, @Nullable String mpid) {
      return queue;
    }

    @Override
    public TargetQueue byTopic(SinkRecord record) {
      return queue;
    }
  }
}
