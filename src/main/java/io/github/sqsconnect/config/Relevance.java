package io.github.sqsconnect.config;

import io.github.sqsconnect.config.EventSettings.InputFormat;
import io.github.sqsconnect.config.MessageSettings.Format;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Predicate;
import java.util.stream.Stream;
import org.apache.kafka.common.config.ConfigDef;
import org.apache.kafka.common.config.ConfigDef.ConfigKey;
import org.apache.kafka.common.config.ConfigDef.Recommender;
import org.jspecify.annotations.Nullable;

/**
 * Keys that matter only with some values of other keys. User interfaces hide them otherwise. A key
 * that is hidden here would be an error or have no effect, as {@link SqsSinkConfig#conflicts} and
 * {@link SqsSinkConfig#warnings} say.
 */
enum Relevance {
  FIFO(
      "with a FIFO queue",
      List.of(QueueSettings.QUEUE_URL, QueueSettings.QUEUE_URL_MAP),
      ParsedValues::mayHaveFifo,
      MessageSettings.DEDUPLICATION_ID,
      DeliverySettings.FIFO_ORDERING),
  STANDARD(
      "with a standard queue",
      List.of(QueueSettings.QUEUE_URL, QueueSettings.QUEUE_URL_MAP),
      ParsedValues::mayHaveStandard,
      MessageSettings.DELAY_MS,
      MessageSettings.DELAY_HEADER),
  PROXY(
      "with sqs.proxy.url",
      List.of(ProxySettings.URL),
      values -> values.isSet(ProxySettings.URL),
      ProxySettings.USER,
      ProxySettings.PASSWORD,
      ProxySettings.BYPASS_HOSTS),
  TEMPORARY_KEYS(
      "with aws.access.key.id",
      List.of(AwsSettings.ACCESS_KEY_ID),
      values -> values.isSet(AwsSettings.ACCESS_KEY_ID),
      AwsSettings.SESSION_TOKEN),
  PROFILE(
      "without aws.access.key.id",
      List.of(AwsSettings.ACCESS_KEY_ID),
      values -> !values.isSet(AwsSettings.ACCESS_KEY_ID),
      AwsSettings.PROFILE),
  PROVIDER(
      "without aws.access.key.id and aws.profile.name",
      List.of(AwsSettings.ACCESS_KEY_ID, AwsSettings.PROFILE),
      values -> !values.isSet(AwsSettings.ACCESS_KEY_ID) && !values.isSet(AwsSettings.PROFILE),
      ProviderSettings.CLASS),
  ROLE(
      "with aws.sts.role.arn",
      List.of(RoleSettings.ARN),
      values -> values.isSet(RoleSettings.ARN),
      RoleSettings.EXTERNAL_ID,
      RoleSettings.SESSION_NAME,
      RoleSettings.SESSION_DURATION_MS),
  STS(
      "with aws.sts.role.arn, or if the worker's own identity is used",
      List.of(
          RoleSettings.ARN, AwsSettings.ACCESS_KEY_ID, AwsSettings.PROFILE, ProviderSettings.CLASS),
      values ->
          values.isSet(RoleSettings.ARN)
              || Stream.of(AwsSettings.ACCESS_KEY_ID, AwsSettings.PROFILE, ProviderSettings.CLASS)
                  .noneMatch(values::isSet),
      RoleSettings.STS_REGION,
      RoleSettings.STS_ENDPOINT_URL),
  ID_NAMESPACE(
      "unless sqs.message.deduplication.id is a template",
      List.of(MessageSettings.DEDUPLICATION_ID),
      values ->
          !values.isOtherThan(
              MessageSettings.DEDUPLICATION_ID,
              List.of(MessageSettings.AUTO, MessageSettings.CONTENT)),
      MessageSettings.ID_NAMESPACE),
  CHARACTERS(
      "with sqs.message.format = raw, or with message attributes",
      List.of(
          MessageSettings.FORMAT, AttributeSettings.ATTRIBUTES, AttributeSettings.HEADERS_ENABLED),
      values ->
          mayBe(values, Format.RAW)
              || values.isSet(AttributeSettings.ATTRIBUTES)
              || values.mayBeOn(AttributeSettings.HEADERS_ENABLED),
      MessageSettings.INVALID_CHARACTERS),
  HEADERS(
      "with sqs.message.attributes.enabled = true",
      List.of(AttributeSettings.HEADERS_ENABLED),
      values -> values.mayBeOn(AttributeSettings.HEADERS_ENABLED),
      AttributeSettings.HEADERS,
      AttributeSettings.OVERFLOW),
  JSON(
      "with sqs.message.format = json, envelope or cloudevents",
      List.of(MessageSettings.FORMAT),
      values -> mayBe(values, Format.JSON, Format.ENVELOPE, Format.CLOUDEVENTS),
      BodySettings.DECIMAL_FORMAT,
      BodySettings.TIMESTAMP_FORMAT),
  CLOUDEVENTS(
      "with sqs.message.format = cloudevents",
      List.of(MessageSettings.FORMAT),
      values -> mayBe(values, Format.CLOUDEVENTS),
      BodySettings.CLOUDEVENTS_SOURCE,
      BodySettings.CLOUDEVENTS_TYPE,
      BodySettings.CLOUDEVENTS_SUBJECT),
  PLAIN_RECORDS(
      "with sqs.message.format = event-batch, and event.input.format = auto or record",
      List.of(MessageSettings.FORMAT, EventSettings.INPUT_FORMAT),
      values ->
          mayBe(values, Format.EVENT_BATCH)
              && values.mayBe(
                  EventSettings.INPUT_FORMAT,
                  InputFormat.class,
                  EnumSet.of(InputFormat.AUTO, InputFormat.RECORD)),
      key -> key.startsWith(RecordSettings.PREFIX)),
  EVENT_BATCHES(
      "with sqs.message.format = event-batch",
      List.of(MessageSettings.FORMAT),
      values -> mayBe(values, Format.EVENT_BATCH),
      key -> key.startsWith(EventSettings.PREFIX) && !key.startsWith(RecordSettings.PREFIX));

  private final String condition;
  private final List<String> parents;
  private final Predicate<ParsedValues> test;
  private final Predicate<String> keys;

  Relevance(String condition, List<String> parents, Predicate<ParsedValues> test, String... keys) {
    this(condition, parents, test, List.of(keys)::contains);
  }

  Relevance(
      String condition,
      List<String> parents,
      Predicate<ParsedValues> test,
      Predicate<String> keys) {
    this.condition = condition;
    this.parents = parents;
    this.test = test;
    this.keys = keys;
  }

  /** The relevance of a key; empty if it matters always. */
  static Optional<Relevance> of(String key) {
    return Stream.of(values()).filter(each -> each.keys.test(key)).findFirst();
  }

  /** When the keys matter, as the end of a sentence: "matters only ...". */
  String condition() {
    return condition;
  }

  /** The same keys, each with its dependents and a recommender. */
  static ConfigDef applied(ConfigDef plain) {
    ConfigDef definition = new ConfigDef();
    for (ConfigKey key : plain.configKeys().values()) {
      definition.define(
          key.name,
          key.type,
          key.defaultValue,
          key.validator,
          key.importance,
          key.documentation,
          key.group,
          key.orderInGroup,
          key.width,
          key.displayName,
          dependents(key.name, plain),
          recommender(key));
    }
    return definition;
  }

  /** The keys that matter, or offer words, depending on this key. */
  private static List<String> dependents(String parent, ConfigDef definition) {
    List<String> dependents = new ArrayList<>();
    for (String key : definition.names()) {
      boolean hides = of(key).filter(each -> each.parents.contains(parent)).isPresent();
      if (hides || offersLess(key, parent)) {
        dependents.add(key);
      }
    }
    return dependents;
  }

  /** The rule across keys in {@link SqsSinkConfig}: raw has no body for a null value. */
  private static boolean offersLess(String key, String parent) {
    return key.equals(MessageSettings.NULL_VALUES) && parent.equals(MessageSettings.FORMAT);
  }

  private static @Nullable Recommender recommender(ConfigKey key) {
    Optional<Relevance> relevance = of(key.name);
    if (key.recommender == null && relevance.isEmpty()) {
      return null;
    }
    return new Recommender() {
      /** Kafka removes elements from the list if a key depends on several others. */
      @Override
      public List<Object> validValues(String name, Map<String, Object> parsed) {
        List<Object> values =
            new ArrayList<>(
                key.recommender == null ? List.of() : key.recommender.validValues(name, parsed));
        if (name.equals(MessageSettings.NULL_VALUES) && isRaw(new ParsedValues(parsed))) {
          values.remove(MessageSettings.EMPTY);
        }
        return values;
      }

      @Override
      public boolean visible(String name, Map<String, Object> parsed) {
        return relevance.map(each -> each.test.test(new ParsedValues(parsed))).orElse(true);
      }
    };
  }

  private static boolean isRaw(ParsedValues values) {
    return !mayBe(values, Format.EVENT_BATCH, Format.JSON, Format.ENVELOPE, Format.CLOUDEVENTS);
  }

  private static boolean mayBe(ParsedValues values, Format first, Format... rest) {
    return values.mayBe(MessageSettings.FORMAT, Format.class, EnumSet.of(first, rest));
  }
}
