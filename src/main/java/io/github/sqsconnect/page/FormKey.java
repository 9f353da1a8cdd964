package io.github.sqsconnect.page;

import com.fasterxml.jackson.core.JsonGenerator;
import io.github.sqsconnect.analysis.ConnectKeys;
import io.github.sqsconnect.config.SqsSinkConfig;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.apache.kafka.common.config.ConfigDef.ConfigKey;
import org.apache.kafka.common.config.ConfigDef.Importance;
import org.apache.kafka.common.config.ConfigDef.Type;
import org.apache.kafka.common.config.ConfigDef.Width;
import org.jspecify.annotations.Nullable;

/**
 * A key as the form shows it.
 *
 * @param words that the form offers
 * @param isOpen whether other values than the words are allowed
 * @param condition when it matters, as in "matters only with a FIFO queue"; empty if always
 */
record FormKey(
    String name,
    String display,
    String doc,
    String group,
    Type type,
    @Nullable String defaultValue,
    Importance importance,
    Width width,
    List<String> words,
    boolean isOpen,
    Optional<String> condition) {
  /** What most connectors set. */
  private static final Set<String> BASIC =
      Set.of(
          "name",
          "topics",
          "tasks.max",
          "value.converter",
          "value.converter.schemas.enable",
          "errors.tolerance",
          "errors.deadletterqueue.topic.name",
          "sqs.queue.url",
          "sqs.region",
          "aws.access.key.id",
          "aws.secret.access.key",
          "sqs.message.format",
          "sqs.fifo.ordering",
          "event.input.format");

  /** What decides about order and duplicates in a FIFO queue. */
  private static final Set<String> FIFO =
      Set.of(
          "sqs.queue.url",
          "sqs.queue.url.map",
          "sqs.message.group.id",
          "sqs.message.deduplication.id",
          "sqs.id.namespace",
          "sqs.fifo.ordering");

  /** The keys of Connect that a sink connector needs most, then all keys of this connector. */
  static List<FormKey> all() {
    List<FormKey> keys = new ArrayList<>();
    for (ConfigKey key : ConnectKeys.definition().configKeys().values()) {
      keys.add(of(key, ConnectKeys.condition(key.name)));
    }
    for (ConfigKey key : SqsSinkConfig.definition().configKeys().values()) {
      keys.add(of(key, SqsSinkConfig.condition(key.name)));
    }
    return keys;
  }

  private static FormKey of(ConfigKey key, Optional<String> condition) {
    List<String> words =
        key.recommender == null
            ? List.of()
            : key.recommender.validValues(key.name, Map.of()).stream()
                .map(String::valueOf)
                .toList();
    boolean hasDefault = key.defaultValue != null && !key.defaultValue.equals(List.of());
    return new FormKey(
        key.name,
        key.displayName,
        key.documentation,
        key.group,
        key.type,
        key.hasDefault() && hasDefault ? String.valueOf(key.defaultValue) : null,
        key.importance,
        key.width,
        words,
        !words.isEmpty() && key.type == Type.STRING && key.validator == null,
        condition);
  }

  /** Writes what the form needs. */
  void write(JsonGenerator json) throws IOException {
    json.writeStartObject();
    json.writeStringField("name", name);
    json.writeStringField("display", display);
    json.writeStringField("doc", doc);
    json.writeStringField("type", type.name());
    if (defaultValue != null) {
      json.writeStringField("default", defaultValue);
    }
    json.writeStringField("importance", importance.name());
    json.writeStringField("width", width.name());
    json.writeBooleanField("open", isOpen);
    json.writeBooleanField("secret", Secrets.isSecret(name));
    if (condition.isPresent()) {
      json.writeStringField("condition", condition.get());
    }
    writeTexts(json, "values", words);
    writeTexts(json, "topics", topics());
    json.writeEndObject();
  }

  /** The filters of the form that show the key. */
  private List<String> topics() {
    List<String> topics = new ArrayList<>();
    if (BASIC.contains(name)) {
      topics.add("basic");
    }
    if (FIFO.contains(name)) {
      topics.add("fifo");
    }
    if (group.equals("Role") || group.equals("Credentials")) {
      topics.add("role");
    }
    if (group.equals("Proxy")) {
      topics.add("proxy");
    }
    return topics;
  }

  static void writeTexts(JsonGenerator json, String name, List<String> texts) throws IOException {
    json.writeArrayFieldStart(name);
    for (String text : texts) {
      json.writeString(text);
    }
    json.writeEndArray();
  }
}
