package io.github.sqsconnect.message;

import io.github.sqsconnect.record.Template;
import java.util.Map;
import java.util.Objects;
import org.apache.kafka.connect.sink.SinkRecord;
import org.jspecify.annotations.Nullable;

/** Sends each message to the queue whose name a template produces. */
final class TemplateRoute implements QueueRoute {
  private static final String TOPIC = "${topic}";

  private final QueuePattern pattern;
  private final Template name;
  private final QueueNameErrors errors;
  private final Map<String, TargetQueue> fixed;
  private final RecentQueues recent = new RecentQueues();

  /** Whether the topic is all that the name contains of a record. */
  private final boolean topicDecides;

  /**
   * The route of a template.
   *
   * @param fixed the queues that the settings name, by URL
   */
  TemplateRoute(QueuePattern pattern, Map<String, TargetQueue> fixed) {
    this.pattern = pattern;
    this.fixed = fixed;
    name = Template.ofQueueName(pattern.name());
    errors = new QueueNameErrors(pattern);
    topicDecides = !pattern.name().replace(TOPIC, "").contains("${");
  }

  @Override
  public TargetQueue queue(
      SinkRecord record, MessageFormat format, int source, @Nullable String mpid) {
    TargetQueue ofTopic = byTopic(record);
    if (ofTopic != null) {
      return ofTopic;
    }

    String text = format.text(name, source, mpid);
    TargetQueue known = recent.get(text);
    if (known != null) {
      return known;
    }

    if (!isLegal(text)) {
      throw errors.rejection(text, part -> format.text(part, source, mpid));
    }
    return added(text, text);
  }

  @Override
  public @Nullable TargetQueue byTopic(SinkRecord record) {
    String topic = record.topic();
    if (!topicDecides || topic == null) {
      return null;
    }

    TargetQueue known = recent.get(topic);
    if (known != null) {
      return known;
    }
    String queueName = pattern.name().replace(TOPIC, topic);
    return isLegal(queueName) ? added(topic, queueName) : null;
  }

  /** A name in {@code .fifo} is only legal if the template has that end. */
  private boolean isLegal(String queueName) {
    return QueueName.isLegal(queueName) && queueName.endsWith(QueueName.FIFO) == pattern.isFifo();
  }

  private TargetQueue added(String text, String queueName) {
    String url = pattern.path() + queueName;
    TargetQueue queue =
        Objects.requireNonNullElseGet(fixed.get(url), () -> new TargetQueue(url, true));
    recent.put(text, queue);
    return queue;
  }
}
