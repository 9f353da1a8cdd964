package io.github.sqsconnect.config;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.apache.kafka.common.config.ConfigException;
import org.apache.kafka.common.config.types.Password;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class SqsSinkConfigTest {
  private static final String FIFO = "https://sqs.eu-west-1.amazonaws.com/123456789012/events.fifo";
  private static final String SECRET = "wJalrXUtnFEMIK7MDENG";

  @Test
  void defaultsAreTheDocumentedOnes() {
    SqsSinkConfig config = with();
    assertThat(config.queue().region()).isEmpty();
    assertThat(config.queue().endpoint()).isEmpty();
    assertThat(config.aws().accessKeyId()).isEmpty();
    assertThat(config.message())
        .isEqualTo(
            new MessageSettings(
                MessageSettings.Format.EVENT_BATCH,
                BodySettings.DEFAULTS,
                Optional.empty(),
                Optional.empty(),
                "",
                0,
                1_048_576,
                MessageSettings.NullValues.FAIL,
                MessageSettings.InvalidCharacters.FAIL,
                Optional.empty(),
                new AttributeSettings(
                    List.of(), false, List.of(), AttributeSettings.Overflow.BUNDLE, false)));
    assertThat(config.delivery())
        .isEqualTo(
            new DeliverySettings(
                10,
                1_048_576,
                5,
                64,
                DeliverySettings.FifoOrdering.STRICT,
                33_554_432,
                10_000,
                -1,
                100,
                20_000,
                0,
                100));
    assertThat(config.conflicts()).isEmpty();
  }

  @Test
  void choicesAreParsed() {
    SqsSinkConfig config =
        with(
            "sqs.message.format", "raw",
            "behavior.on.null.values", "ignore",
            "behavior.on.invalid.characters", "replace",
            "event.input.format", "record",
            "event.int64.format", "string",
            "event.validation", "none");
    assertThat(config.message().format()).isEqualTo(MessageSettings.Format.RAW);
    assertThat(config.message().nullValues()).isEqualTo(MessageSettings.NullValues.IGNORE);
    assertThat(config.message().invalidCharacters())
        .isEqualTo(MessageSettings.InvalidCharacters.REPLACE);
    assertThat(config.event().inputFormat()).isEqualTo(EventSettings.InputFormat.RECORD);
    assertThat(config.event().int64Format()).isEqualTo(EventSettings.Int64Format.STRING);
    assertThat(config.event().validation()).isEqualTo(EventSettings.Validation.NONE);
  }

  @Test
  void missingQueueIsRejected() {
    assertThatThrownBy(() -> SqsSinkConfig.from(Map.of()))
        .isInstanceOf(ConfigException.class)
        .hasMessageContaining("sqs.queue.url");
  }

  @Test
  void classesOfTheOlderConnectorAreBuiltIn() {
    String older = "com.nordstrom.kafka.connect.auth.";
    AwsSettings user =
        with(
                "sqs.credentials.provider.class",
                older + "AWSUserCredentialsProvider",
                "sqs.credentials.provider.accessKeyId",
                "AKIDOLD",
                "sqs.credentials.provider.secretKey",
                SECRET)
            .aws();
    assertThat(user.accessKeyId()).contains(new Password("AKIDOLD"));
    assertThat(user.secretAccessKey()).contains(new Password(SECRET));
    assertThat(user.provider()).isEmpty();

    AwsSettings role =
        with(
                "sqs.credentials.provider.class", older + "AWSAssumeRoleCredentialsProvider",
                "sqs.credentials.provider.role.arn", "arn:aws:iam::123456789012:role/Sender",
                "sqs.credentials.provider.session.name", "session-1",
                "sqs.credentials.provider.external.id", "external-1")
            .aws();
    assertThat(role.role().arn()).contains("arn:aws:iam::123456789012:role/Sender");
    assertThat(role.role().sessionName()).isEqualTo("session-1");
    assertThat(role.role().externalId()).contains("external-1");
    assertThat(role.isLeftToTheWorker()).isTrue();

    AwsSettings chain =
        with(
                "sqs.credentials.provider.class",
                "com.amazonaws.auth.DefaultAWSCredentialsProviderChain")
            .aws();
    assertThat(chain.isLeftToTheWorker()).isTrue();
  }

  @Test
  void keysOfThisConnectorArePreferredToTheOlderOnes() {
    AwsSettings user =
        with(
                "sqs.credentials.provider.class",
                "com.nordstrom.kafka.connect.auth.AWSUserCredentialsProvider",
                "sqs.credentials.provider.accessKeyId",
                "AKIDOLD",
                "aws.access.key.id",
                "AKIDNEW")
            .aws();
    assertThat(user.accessKeyId()).contains(new Password("AKIDNEW"));
  }

  @Test
  void emptyBodiesOfRawMessagesAreAConflict() {
    assertConflict(
        List.of("sqs.message.format", "raw", "behavior.on.null.values", "empty"),
        "behavior.on.null.values",
        "sqs.message.format = 'raw'",
        "Allowed: fail, ignore");
  }

  @Test
  void maximumBackoffBelowTheFirstIsAConflict() {
    assertConflict(
        List.of("sqs.retry.backoff.ms", "500", "sqs.retry.backoff.max.ms", "499"),
        "sqs.retry.backoff.max.ms",
        "below sqs.retry.backoff.ms",
        "at least as large");
    assertThat(with("sqs.retry.backoff.ms", "500", "sqs.retry.backoff.max.ms", "500").conflicts())
        .isEmpty();
  }

  @Test
  void requestTooSmallForTheLargestMessageIsAConflict() {
    assertConflict(
        List.of("sqs.batch.max.bytes", "2048"),
        "sqs.batch.max.bytes",
        "below sqs.message.max.bytes",
        "Raise it, or lower sqs.message.max.bytes");
    assertThat(with("sqs.batch.max.bytes", "2048", "sqs.message.max.bytes", "2048").conflicts())
        .isEmpty();
  }

  @Test
  void delayByMessageOnAFifoQueueIsAConflict() {
    assertConflict(
        List.of("sqs.queue.url", FIFO, "sqs.delay.ms", "1"),
        "sqs.delay.ms",
        "supports no delay per message",
        "set the delay of the queue");
    assertThat(with("sqs.queue.url", FIFO, "sqs.delay.ms", "0").conflicts()).isEmpty();
    assertThat(with("sqs.delay.ms", "900000").conflicts()).isEmpty();
  }

  @Test
  void deduplicationIdOnAStandardQueueIsAConflict() {
    assertConflict(
        List.of("sqs.message.deduplication.id", "auto"),
        "sqs.message.deduplication.id",
        "is not a FIFO queue",
        "set a FIFO queue");
    assertThat(with("sqs.queue.url", FIFO, "sqs.message.deduplication.id", "content").conflicts())
        .isEmpty();
  }

  @Test
  void settingsOfOneQueueTypeNeedAQueueOfThatType() {
    String map = "orders=" + FIFO + ",users=" + FIFO.replace("events", "${topic}");
    assertThat(
            with(
                    "sqs.queue.url.map", map,
                    "sqs.delay.ms", "1",
                    "sqs.message.deduplication.id", "auto")
                .conflicts())
        .isEmpty();
    assertConflict(
        List.of("sqs.queue.url", FIFO, "sqs.queue.url.map", map, "sqs.delay.ms", "1"),
        "sqs.delay.ms",
        "supports no delay per message",
        "set the delay of the queue");
    assertConflict(
        List.of(
            "sqs.queue.url.map", "a=https://sqs.eu-west-1.amazonaws.com/123456789012/${topic}",
            "sqs.message.deduplication.id", "auto"),
        "sqs.message.deduplication.id",
        "no name in sqs.queue.url and sqs.queue.url.map ends in .fifo",
        "set a FIFO queue");
  }

  @ParameterizedTest
  @CsvSource({
    "sqs.queue.url, https://sqs.eu-west-1.amazonaws.com/${key}/q, has ${key} before the name",
    "sqs.queue.url, https://sqs.eu-west-1.amazonaws.com/1/${user}, contains ${user}",
    "sqs.queue.url, https://sqs.eu-west-1.amazonaws.com/1/${topic, has '${' without '}'",
    "sqs.queue.url.map, orders, has no topic and '=' in pair 1",
    "sqs.queue.url.map, orders=, has no queue for topic 'orders'",
    "sqs.queue.url.map, 'a=arn:x,a=arn:y', has topic 'a' twice",
    "sqs.queue.url.map, a=https://h/${key}/q, for topic 'a' has ${key} before the name"
  })
  void queuesAreRefusedOnTheirKey(String key, String value, String error) {
    assertThatThrownBy(() -> with(key, value))
        .isInstanceOf(ConfigException.class)
        .hasMessageStartingWith(key + " " + error);
  }

  @Test
  void queuesOfTopicsAreParsedInOrder() {
    assertThat(with("sqs.queue.url.map", "b=arn:b, a=arn:a").queue().queueByTopic())
        .containsExactly(Map.entry("b", "arn:b"), Map.entry("a", "arn:a"));
    assertThat(with().queue().queueByTopic()).isEmpty();
  }

  @Test
  void mpidInATemplateOfRawMessagesIsAConflict() {
    assertConflict(
        List.of("sqs.message.format", "raw", "sqs.message.group.id", "a-${mpid}"),
        "sqs.message.group.id",
        "only event batches have",
        "Use ${key}");
    assertConflict(
        List.of(
            "sqs.queue.url", FIFO,
            "sqs.message.format", "raw",
            "sqs.message.deduplication.id", "${mpid}-${key}"),
        "sqs.message.deduplication.id",
        "only event batches have",
        "Use ${key}");
  }

  @Test
  void allConflictsAreReportedTogether() {
    assertThat(
            with(
                    "aws.access.key.id", "AKIDEXAMPLE",
                    "sqs.batch.max.bytes", "2048",
                    "sqs.retry.backoff.max.ms", "1")
                .conflicts())
        .containsOnlyKeys(
            "aws.secret.access.key", "sqs.batch.max.bytes", "sqs.retry.backoff.max.ms");
  }

  @Test
  void secretsAreInNoText() {
    SqsSinkConfig config =
        with("aws.access.key.id", SECRET + "1", "aws.secret.access.key", SECRET + "2");
    assertThat(config.toString()).doesNotContain(SECRET);
    assertThat(with("aws.session.token", SECRET).conflicts().toString()).doesNotContain(SECRET);
  }

  private static void assertConflict(
      List<String> keysAndValues, String key, String problem, String fix) {
    Map<String, String> conflicts = with(keysAndValues.toArray(String[]::new)).conflicts();
    assertThat(conflicts).containsOnlyKeys(key);
    assertThat(conflicts.get(key)).startsWith(key).contains(problem, fix).doesNotContain(SECRET);
  }

  private static SqsSinkConfig with(String... keysAndValues) {
    Map<String, String> properties = new HashMap<>();
    properties.put("sqs.queue.url", "https://sqs.eu-west-1.amazonaws.com/123456789012/events");
    for (int i = 0; i < keysAndValues.length; i += 2) {
      properties.put(keysAndValues[i], keysAndValues[i + 1]);
    }
    return SqsSinkConfig.from(properties);
  }
}
