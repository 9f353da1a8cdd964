package io.github.sqsconnect;

import io.github.sqsconnect.aws.CheckedQueue;
import io.github.sqsconnect.aws.QueueAddress;
import io.github.sqsconnect.aws.http.UrlRedaction;
import io.github.sqsconnect.config.QueueReference;
import io.github.sqsconnect.config.QueueSettings;
import io.github.sqsconnect.message.QueuePattern;
import io.github.sqsconnect.message.QueueRouter;
import java.net.URI;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * The queues of a configuration, with their addresses.
 *
 * @param rest the queue of topics that have none of their own
 * @param byTopic the queues of topics
 */
public record ConfiguredQueues(Queue rest, Map<String, Queue> byTopic) {

  /**
   * One queue of the settings.
   *
   * @param key the key to fix if it is wrong
   * @param setting the same and the topic, for people
   * @param address its address; of the shortest name if the name is a template
   */
  public record Queue(String key, String setting, QueueReference reference, QueueAddress address) {
    private static Queue of(String key, String setting, String urlOrArn) {
      QueueReference reference = QueueReference.of(urlOrArn);
      try {
        return new Queue(key, setting, reference, QueueAddress.of(reference.example()));
      } catch (IllegalArgumentException e) {
        throw new IllegalArgumentException(
            setting
                + " = "
                + (reference.isTemplate()
                    ? quote(urlOrArn) + ", with 'x' for each placeholder: "
                    : "")
                + e.getMessage(),
            e);
      }
    }

    QueuePattern pattern() {
      String url = address.url();
      return new QueuePattern(
          setting, url.substring(0, url.lastIndexOf('/') + 1), reference.name());
    }

    /** Its ARN; a placeholder becomes a wildcard. */
    private String arn(Optional<String> defaultRegion) {
      String name = reference.name().replaceAll("\\$\\{[^}]*}", "*").replaceAll("\\*{2,}", "*");
      try {
        return address.arn(name, defaultRegion);
      } catch (IllegalArgumentException e) {
        throw new IllegalArgumentException(setting + " = " + e.getMessage(), e);
      }
    }

    private CheckedQueue checked() {
      return new CheckedQueue(key, setting, address.url(), reference.isTemplate());
    }
  }

  /**
   * Reads the settings.
   *
   * @throws IllegalArgumentException if an address is wrong
   */
  public static ConfiguredQueues of(QueueSettings settings) {
    Map<String, Queue> byTopic = new LinkedHashMap<>();
    settings
        .queueByTopic()
        .forEach((topic, urlOrArn) -> byTopic.put(topic, ofTopic(topic, urlOrArn)));
    return new ConfiguredQueues(rest(settings), byTopic);
  }

  private static Queue rest(QueueSettings settings) {
    return Queue.of(QueueSettings.QUEUE_URL, QueueSettings.QUEUE_URL, settings.queue());
  }

  private static Queue ofTopic(String topic, String urlOrArn) {
    String key = QueueSettings.QUEUE_URL_MAP;
    return Queue.of(key, key + " for topic '" + topic + "'", urlOrArn);
  }

  /** The address of {@code sqs.queue.url}, which has the host and region of all queues. */
  static QueueAddress address(QueueSettings settings) {
    return rest(settings).address();
  }

  /**
   * Adds the errors in the addresses of the queues: the message by the key to fix.
   *
   * @return the address of {@code sqs.queue.url} if it has no error
   */
  static Optional<QueueAddress> check(QueueSettings settings, Map<String, String> errors) {
    @Nullable Queue rest = null;
    try {
      rest = rest(settings);
    } catch (IllegalArgumentException e) {
      errors.put(QueueSettings.QUEUE_URL, e.getMessage());
    }

    for (Map.Entry<String, String> entry : settings.queueByTopic().entrySet()) {
      try {
        Queue queue = ofTopic(entry.getKey(), entry.getValue());
        if (rest != null) {
          requireSameEndpoint(rest, queue);
        }
      } catch (IllegalArgumentException e) {
        errors.putIfAbsent(QueueSettings.QUEUE_URL_MAP, e.getMessage());
      }
    }
    return Optional.ofNullable(rest).map(Queue::address);
  }

  /** One client sends to all queues, so requests for another host would go to the wrong place. */
  private static void requireSameEndpoint(Queue rest, Queue queue) {
    String wanted = endpoint(rest);
    String found = endpoint(queue);
    if (!found.equalsIgnoreCase(wanted)
        || !queue.address().region().equals(rest.address().region())) {
      throw new IllegalArgumentException(
          queue.setting()
              + " is a queue at "
              + found
              + region(queue)
              + ", and sqs.queue.url is one at "
              + wanted
              + region(rest)
              + ". All queues of a connector must have the same scheme, host, port and region, because a task has one"
              + " client. Write their addresses in the same form, or use another connector for that topic.");
    }
  }

  private static String endpoint(Queue queue) {
    URI url = URI.create(queue.address().url());
    return url.getScheme() + "://" + url.getAuthority();
  }

  private static String region(Queue queue) {
    return queue.address().region().map(region -> " in region '" + region + "'").orElse("");
  }

  /** Chooses between the queues. */
  QueueRouter router() {
    return new QueueRouter(rest.pattern(), patternsByTopic());
  }

  /** The queues of topics, in the order of the settings. */
  Map<String, QueuePattern> patternsByTopic() {
    Map<String, QueuePattern> patterns = new LinkedHashMap<>();
    byTopic.forEach((topic, queue) -> patterns.put(topic, queue.pattern()));
    return patterns;
  }

  /** The queues for the request that checks the connection, each once. */
  List<CheckedQueue> checked() {
    Map<String, CheckedQueue> checked = new LinkedHashMap<>();
    Stream.concat(Stream.of(rest), byTopic.values().stream())
        .map(Queue::checked)
        .forEach(queue -> checked.putIfAbsent(queue.url(), queue));
    return List.copyOf(checked.values());
  }

  /**
   * The ARNs of the queues, each once, with wildcards for placeholders.
   *
   * @param defaultRegion the region of addresses that contain none
   * @throws IllegalArgumentException if an address is no queue of AWS
   */
  public List<String> arns(Optional<String> defaultRegion) {
    return Stream.concat(Stream.of(rest), byTopic.values().stream())
        .map(queue -> queue.arn(defaultRegion))
        .distinct()
        .toList();
  }

  /** An address of a queue as the user wrote it, unless it may contain a password. */
  static String shown(String urlOrArn) {
    String example = QueueReference.of(urlOrArn).example();
    return UrlRedaction.isSafe(example) ? urlOrArn : UrlRedaction.redact(example);
  }

  private static String quote(String urlOrArn) {
    String example = QueueReference.of(urlOrArn).example();
    return UrlRedaction.isSafe(example) ? "'" + urlOrArn + "'" : UrlRedaction.quote(example);
  }
}
