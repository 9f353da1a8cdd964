package io.github.sqsconnect.config;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.stream.Collectors;
import org.apache.kafka.common.config.ConfigDef.ConfigKey;
import org.apache.kafka.common.config.ConfigDef.Type;
import org.apache.kafka.common.config.ConfigValue;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class RelevanceTest {
  private static final String QUEUE = "https://sqs.eu-west-1.amazonaws.com/123456789012/q";
  private static final Map<String, ConfigKey> KEYS = SqsSinkConfig.definition().configKeys();

  /** A value that is not the default, with the keys that it needs. */
  private static final Map<String, Map<String, String>> SAMPLES = samples();

  /** Values of the keys that decide about others; a configuration has one of each line. */
  private static final List<List<Map<String, String>>> CHOICES =
      List.of(
          List.of(
              Map.of("sqs.queue.url", QUEUE),
              Map.of("sqs.queue.url", QUEUE + ".fifo"),
              Map.of("sqs.queue.url", QUEUE, "sqs.queue.url.map", "t=" + QUEUE + ".fifo"),
              Map.of("sqs.queue.url", QUEUE + ".fifo", "sqs.queue.url.map", "t=" + QUEUE),
              Map.of("sqs.queue.url", QUEUE + "-${topic}.fifo"),
              Map.of("sqs.queue.url", QUEUE + ".fifo", "sqs.message.deduplication.id", "${key}"),
              Map.of("sqs.queue.url", QUEUE + ".fifo", "sqs.message.deduplication.id", "content")),
          List.of(
              Map.of(),
              Map.of("aws.access.key.id", "a", "aws.secret.access.key", "b"),
              Map.of("aws.profile.name", "a"),
              Map.of("sqs.credentials.provider.class", "a.B")),
          List.of(Map.of(), Map.of("aws.sts.role.arn", "arn:aws:iam::123456789012:role/r")),
          List.of(Map.of(), Map.of("sqs.proxy.url", "http://proxy:3128")),
          List.of(
              Map.of("event.input.format", "auto"),
              Map.of("event.input.format", "batch"),
              Map.of("event.input.format", "event"),
              Map.of("event.input.format", "record"),
              Map.of("sqs.message.format", "json"),
              Map.of("sqs.message.format", "envelope"),
              Map.of("sqs.message.format", "cloudevents"),
              Map.of("sqs.message.format", "raw")),
          List.of(
              Map.of(),
              Map.of("sqs.message.attributes", "a=${key}"),
              Map.of("sqs.message.attributes.enabled", "true")));

  private static Map<String, Map<String, String>> samples() {
    Map<String, String> values = new HashMap<>();
    for (String pair :
        """
        sqs.queue.url.map t=%1$s
        sqs.region eu-west-1
        sqs.endpoint.url http://localhost:4566
        sqs.proxy.url http://proxy:3128
        sqs.proxy.bypass.hosts localhost
        aws.session.token t
        aws.profile.name p
        aws.sts.role.arn arn:aws:iam::123456789012:role/Sender
        aws.sts.role.external.id 42
        aws.sts.role.session.name sender
        aws.sts.role.session.duration.ms 900000
        aws.sts.region eu-west-1
        aws.sts.endpoint.url http://localhost:4566
        sqs.credentials.provider.class a.B
        sqs.message.group.id ${key}
        sqs.message.deduplication.id ${key}
        sqs.delay.ms 1000
        sqs.delay.header delay
        sqs.id.namespace n
        sqs.message.max.bytes 1024
        sqs.message.attributes a=${key}
        sqs.message.attributes.include.list a
        sqs.cloudevents.source s
        sqs.cloudevents.type t
        sqs.cloudevents.subject s
        event.schema.version 3
        event.unique.id u
        event.exclude.fields ip
        event.record.name n
        event.record.identities email=e
        event.record.user.attributes a=b
        event.record.device a=b
        event.record.attributes.include a
        event.record.attributes.exclude a
        sqs.batch.max.messages 9
        sqs.linger.ms 6
        sqs.max.in.flight.requests 65
        sqs.buffer.max.bytes 33554433
        sqs.request.timeout.ms 10001
        sqs.delivery.timeout.ms 1
        sqs.retry.backoff.ms 101
        sqs.retry.backoff.max.ms 20001
        sqs.rate.limit.messages.per.second 1
        sqs.rejected.in.a.row.max 1
        """
            .formatted(QUEUE)
            .lines()
            .toList()) {
      values.put(pair.substring(0, pair.indexOf(' ')), pair.substring(pair.indexOf(' ') + 1));
    }
    Map<String, Map<String, String>> samples = new TreeMap<>();
    samples.put("sqs.proxy.user", Map.of("sqs.proxy.user", "u", "sqs.proxy.password", "p"));
    samples.put("sqs.proxy.password", samples.get("sqs.proxy.user"));
    samples.put(
        "aws.access.key.id", Map.of("aws.access.key.id", "a", "aws.secret.access.key", "b"));
    samples.put("aws.secret.access.key", samples.get("aws.access.key.id"));
    samples.put(
        "sqs.batch.max.bytes",
        Map.of("sqs.batch.max.bytes", "2048", "sqs.message.max.bytes", "2048"));
    for (ConfigKey key : KEYS.values()) {
      String value = key.name.endsWith(".path") ? "a.b" : values.getOrDefault(key.name, other(key));
      samples.putIfAbsent(key.name, Map.of(key.name, value));
    }
    samples.remove("sqs.queue.url");
    return samples;
  }

  /** Another of the words that the definition offers. */
  private static String other(ConfigKey key) {
    return key.recommender == null
        ? ""
        : key.recommender.validValues(key.name, Map.of()).stream()
            .filter(word -> !word.equals(key.defaultValue))
            .findFirst()
            .map(String::valueOf)
            .orElse("");
  }

  private static Map<String, ConfigValue> validated(Map<String, String> properties) {
    return SqsSinkConfig.definition().validateAll(properties);
  }

  private static Set<String> hidden(Map<String, String> properties) {
    return validated(properties).values().stream()
        .filter(value -> !value.visible())
        .map(ConfigValue::name)
        .collect(Collectors.toCollection(TreeSet::new));
  }

  /** The keys with an error, or without effect. */
  private static Set<String> problems(Map<String, String> properties) {
    SqsSinkConfig config = SqsSinkConfig.from(properties);
    Set<String> problems = new TreeSet<>(config.conflicts().keySet());
    problems.addAll(config.warnings().keySet());
    return problems;
  }

  /** The key itself, and the keys that it depends on. */
  private static Set<String> ancestors(String key) {
    Set<String> ancestors = new TreeSet<>(Set.of(key));
    for (ConfigKey each : KEYS.values()) {
      if (each.dependents.contains(key)) {
        ancestors.addAll(ancestors(each.name));
      }
    }
    return ancestors;
  }

  /** Configurations without a problem: every choice, with random ones of the other lines. */
  private static List<Map<String, String>> configurations() {
    Random random = new Random(22);
    List<Map<String, String>> configurations = new ArrayList<>();
    for (List<Map<String, String>> line : CHOICES) {
      for (Map<String, String> choice : line) {
        Map<String, String> configuration = new HashMap<>(choice);
        CHOICES.stream()
            .filter(other -> other != line)
            .forEach(other -> configuration.putAll(other.get(random.nextInt(other.size()))));
        configurations.add(configuration);
      }
    }
    return configurations;
  }

  @Test
  void keyIsHiddenExactlyIfSettingItWouldBeAnErrorOrHaveNoEffect() {
    List<String> wrong = new ArrayList<>();
    for (Map<String, String> configuration : configurations()) {
      assertThat(problems(configuration)).as(configuration.toString()).isEmpty();
      Set<String> hidden = hidden(configuration);
      SAMPLES.forEach(
          (key, sample) -> {
            Map<String, String> changed = new HashMap<>(configuration);
            changed.putAll(sample);
            Set<String> problems = problems(changed);
            problems.retainAll(ancestors(key));
            if (!configuration.containsKey(key) && hidden.contains(key) == problems.isEmpty()) {
              wrong.add(key + " hidden=" + hidden.contains(key) + " " + problems + configuration);
            }
          });
    }
    assertThat(wrong).isEmpty();
  }

  @Test
  void onlyDeclaredDependentsAppearOrDisappear() {
    for (Map<String, String> configuration : configurations()) {
      Set<String> before = hidden(configuration);
      SAMPLES.forEach(
          (key, sample) -> {
            Map<String, String> changed = new HashMap<>(configuration);
            changed.putAll(sample);
            Set<String> difference = hidden(changed);
            Set<String> same = new TreeSet<>(difference);
            same.retainAll(before);
            difference.addAll(before);
            difference.removeAll(same);
            assertThat(difference)
                .as(key)
                .allSatisfy(
                    each -> assertThat(ancestors(each)).containsAnyElementsOf(sample.keySet()));
          });
    }
  }

  @Test
  void requiredKeysAreNeverHidden() {
    Set<String> required =
        KEYS.values().stream()
            .filter(key -> !key.hasDefault())
            .map(key -> key.name)
            .collect(Collectors.toSet());
    assertThat(required).contains("sqs.queue.url");
    assertThat(hidden(Map.of())).isNotEmpty().doesNotContainAnyElementsOf(required);
    for (Map<String, String> configuration : configurations()) {
      assertThat(hidden(configuration)).doesNotContainAnyElementsOf(required);
    }
  }

  /** A dependent that is not defined is an additional key; in a cycle Kafka checks no key. */
  @Test
  void everyKeyIsCheckedAlthoughItDependsOnOthers() {
    Map<String, String> wrong = new HashMap<>();
    KEYS.values().stream()
        .filter(key -> Set.of(Type.BOOLEAN, Type.INT, Type.LONG).contains(key.type))
        .forEach(key -> wrong.put(key.name, "wrong"));
    KEYS.values().stream()
        .filter(key -> key.validator != null && key.validator.toString().startsWith("one of"))
        .forEach(key -> wrong.put(key.name, "wrong"));
    wrong.put("sqs.queue.url", " ");

    Map<String, ConfigValue> values = validated(wrong);

    assertThat(values).containsOnlyKeys(KEYS.keySet());
    assertThat(wrong).hasSizeGreaterThan(40);
    assertThat(wrong.keySet())
        .allSatisfy(key -> assertThat(values.get(key).errorMessages()).isNotEmpty());
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "sqs.message.format | jsn | event.environment",
        "sqs.message.format | jsn | sqs.json.decimal.format",
        "sqs.message.format | ${nobody:format} | sqs.cloudevents.type",
        "event.input.format | ${nobody:format} | event.record.type",
        "sqs.queue.url | ${nobody:queue} | sqs.fifo.ordering",
        "sqs.queue.url | ${nobody:queue} | sqs.delay.ms",
        "sqs.queue.url.map | ${nobody:queues} | sqs.message.deduplication.id",
        "sqs.queue.url | https://${nobody:host}/1/q.fifo | sqs.fifo.ordering",
        "sqs.proxy.url | ${nobody:proxy} | sqs.proxy.user",
        "sqs.message.attributes.enabled | ${nobody:on} | behavior.on.attribute.overflow",
        "sqs.message.deduplication.id | ${nobody:id} | sqs.id.namespace"
      })
  void keyIsShownIfTheValueThatDecidesIsNotKnown(String key, String value, String shown) {
    assertThat(hidden(Map.of(key, value))).doesNotContain(shown);
  }

  @Test
  void placeholderBeforeFifoLeavesNoDoubtAboutTheQueue() {
    assertThat(hidden(Map.of("sqs.queue.url", "https://${nobody:host}/1/q.fifo")))
        .contains("sqs.delay.ms");
  }

  @Test
  void emptyBodyIsNotOfferedForRaw() {
    assertThat(validated(Map.of()).get("behavior.on.null.values").recommendedValues())
        .containsExactly("fail", "ignore", "empty");
    assertThat(
            validated(Map.of("sqs.message.format", "raw"))
                .get("behavior.on.null.values")
                .recommendedValues())
        .containsExactly("fail", "ignore");
    assertThat(KEYS.get("sqs.message.format").dependents).contains("behavior.on.null.values");
  }

  /** A word that is offered is accepted. */
  @Test
  void everyWordThatIsOfferedIsValid() {
    validated(Map.of())
        .values()
        .forEach(
            key ->
                key.recommendedValues()
                    .forEach(
                        word ->
                            assertThat(
                                    validated(Map.of(key.name(), word.toString()))
                                        .get(key.name())
                                        .errorMessages())
                                .isEmpty()));
  }
}
