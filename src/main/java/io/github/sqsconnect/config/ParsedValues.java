package io.github.sqsconnect.config;

import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * The values that Kafka passes to a recommender: parsed, and null if missing or wrong. They may be
 * half of a configuration that a user is still writing. A value that cannot be known, because it is
 * wrong or a placeholder, may be any value.
 */
record ParsedValues(Map<String, @Nullable Object> values) {
  /** Whether a key without default has a value. */
  boolean isSet(String key) {
    Object value = values.get(key);
    return value != null && !value.equals(List.of());
  }

  /** Whether a flag may be on. */
  boolean mayBeOn(String key) {
    return !Boolean.FALSE.equals(values.get(key));
  }

  /** Whether the word of a key may be one of these. */
  <E extends Enum<E>> boolean mayBe(String key, Class<E> type, Set<E> possible) {
    try {
      return !(values.get(key) instanceof String word)
          || possible.contains(MessageSettings.word(type, word));
    } catch (IllegalArgumentException e) {
      return true;
    }
  }

  /** Whether a text is set that is certainly none of these words, and no placeholder. */
  boolean isOtherThan(String key, List<String> words) {
    return values.get(key) instanceof String text
        && !words.contains(text)
        && !Placeholders.areIn(text);
  }

  /** Whether any queue may be a FIFO queue. */
  boolean mayHaveFifo() {
    return queues().anyMatch(queue -> isFifo(queue) || Placeholders.areIn(queue));
  }

  /** Whether any queue may be a standard queue. A missing queue counts as one. */
  boolean mayHaveStandard() {
    return queues().anyMatch(queue -> !isFifo(queue));
  }

  private static boolean isFifo(String queue) {
    return QueueReference.of(queue).isFifo();
  }

  private Stream<String> queues() {
    String rest = values.get(QueueSettings.QUEUE_URL) instanceof String queue ? queue : "";
    List<?> pairs =
        values.get(QueueSettings.QUEUE_URL_MAP) instanceof List<?> list ? list : List.of();
    return Stream.concat(
        Stream.of(rest),
        pairs.stream().map(String::valueOf).map(pair -> pair.substring(pair.indexOf('=') + 1)));
  }
}
