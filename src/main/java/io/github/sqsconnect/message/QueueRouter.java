package io.github.sqsconnect.message;

import io.github.sqsconnect.json.RejectedRecordException;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.apache.kafka.connect.sink.SinkRecord;
import org.jspecify.annotations.Nullable;

/**
 * Chooses the queue of each message: by the topic of its record, and by templates in the names of
 * queues. The topic is the one after transforms.
 *
 * <p>One URL is always one {@link TargetQueue}: if a template produces the URL of a queue that the
 * settings name, it is that queue. For one assembler, because templates cache the text of a record.
 */
public final class QueueRouter {
  private final QueueRoute rest;
  private final Map<String, QueueRoute> byTopic;
  private final List<TargetQueue> fixedQueues;

  /**
   * Routes as the settings say.
   *
   * @param rest for topics that have no queue of their own
   * @param byTopic for topics that have one
   */
  public QueueRouter(QueuePattern rest, Map<String, QueuePattern> byTopic) {
    Map<String, TargetQueue> fixed = new LinkedHashMap<>();
    addFixed(rest, fixed);
    byTopic.values().forEach(pattern -> addFixed(pattern, fixed));

    fixedQueues = List.copyOf(fixed.values());
    this.rest = route(rest, fixed);
    this.byTopic = new HashMap<>();
    byTopic.forEach((topic, pattern) -> this.byTopic.put(topic, route(pattern, fixed)));
  }

  private QueueRouter(TargetQueue queue) {
    rest = new QueueRoute.Fixed(queue);
    byTopic = new HashMap<>();
    fixedQueues = List.of(queue);
  }

  /** Routes every message to one queue. */
  public static QueueRouter fixed(TargetQueue queue) {
    return new QueueRouter(queue);
  }

  private static void addFixed(QueuePattern pattern, Map<String, TargetQueue> into) {
    if (!pattern.isTemplate()) {
      into.computeIfAbsent(pattern.url(), TargetQueue::new);
    }
  }

  private static QueueRoute route(QueuePattern pattern, Map<String, TargetQueue> fixed) {
    TargetQueue queue = fixed.get(pattern.url());
    return queue == null ? new TemplateRoute(pattern, fixed) : new QueueRoute.Fixed(queue);
  }

  /** The queues that the settings name. Queues that a template names are not known before. */
  public List<TargetQueue> fixedQueues() {
    return fixedQueues;
  }

  /**
   * The queue of all messages of a record if its topic alone decides it. Null if other parts of the
   * record decide it, or if no queue can have the name.
   */
  public @Nullable TargetQueue byTopic(SinkRecord record) {
    return routeOf(record).byTopic(record);
  }

  /**
   * The queue of one message.
   *
   * @param format has read the record, and renders templates for it
   * @param source the object in the record's value where paths of templates begin
   * @param mpid the user's id as text, or null without one
   * @throws RejectedRecordException if no queue can have the name that a template produces
   */
  TargetQueue queue(SinkRecord record, MessageFormat format, int source, @Nullable String mpid) {
    return routeOf(record).queue(record, format, source, mpid);
  }

  private QueueRoute routeOf(SinkRecord record) {
    return byTopic.getOrDefault(record.topic(), rest);
  }
}
