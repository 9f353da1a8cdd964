package io.github.sqsconnect.docs;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.sqsconnect.SqsSinkConnector;
import io.github.sqsconnect.config.SqsSinkConfig;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Stream;
import org.apache.kafka.common.config.ConfigValue;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * {@code docs/migration.md}: configurations of Nordstrom's sink are accepted, and the tables name
 * keys that exist.
 */
class MigrationDocsTest {
  private static final String TEXT = "org.apache.kafka.connect.storage.StringConverter";
  private static final String PROVIDER = "sqs.credentials.provider.";
  private static final String THEIR_CLASSES = "com.nordstrom.kafka.connect.auth.";

  private final MarkdownPage page = MarkdownPage.of(Path.of("docs/migration.md"));

  /** The keys of one published sample of Nordstrom's sink, with values of the same form. */
  private record Sample(String source, Map<String, String> keys, List<String> warnings) {
    static Sample of(String source, String... keysAndValues) {
      Map<String, String> keys = new TreeMap<>();
      for (int i = 0; i < keysAndValues.length; i += 2) {
        keys.put(keysAndValues[i], keysAndValues[i + 1]);
      }
      keys.putIfAbsent(
          "sqs.queue.url", "https://sqs.us-west-2.amazonaws.com/123456789012/greetings");
      keys.put("key.converter", TEXT);
      keys.put("value.converter", TEXT);
      return new Sample(source, keys, List.of());
    }

    Sample warns(String... beginnings) {
      return new Sample(source, keys, List.of(beginnings));
    }

    @Override
    public String toString() {
      return source;
    }

    /** The properties with our class, as a worker passes them. */
    Map<String, String> ours() {
      Map<String, String> ours = new HashMap<>(keys);
      ours.put("name", "migrated");
      ours.put("connector.class", SqsSinkConnector.class.getName());
      ours.put("sqs.validate.connection", "false");
      return ours;
    }
  }

  static Stream<Sample> samples() {
    String headers = "event=header_types_guessed";
    return Stream.of(
        Sample.of("README", "topics", "t", "sqs.region", "us-west-2"),
        Sample.of("config/sink-connector", "topics", "t", "sqs.message.attributes.enabled", "true")
            .warns(headers),
        Sample.of(
                "config/sink-connector-regex",
                "topics.regex",
                ".*_happened",
                "sqs.message.attributes.enabled",
                "true",
                "sqs.region",
                "us-west-2",
                "sqs.endpoint.url",
                "http://localhost:4566",
                "sqs.message.attributes.include.list",
                "kind,origin")
            .warns(headers),
        Sample.of("demos/sqs-sink-chirped", "topics", "t"),
        Sample.of(
            "README, user",
            "topics",
            "t",
            PROVIDER + "class",
            THEIR_CLASSES + "AWSUserCredentialsProvider",
            PROVIDER + "accessKeyId",
            "AKIDEXAMPLE",
            PROVIDER + "secretKey",
            "secret"),
        Sample.of(
            "README, role",
            "topics",
            "t",
            PROVIDER + "class",
            THEIR_CLASSES + "AWSAssumeRoleCredentialsProvider",
            PROVIDER + "role.arn",
            "arn:aws:iam::123456789012:role/sender",
            PROVIDER + "session.name",
            "greetings",
            PROVIDER + "external.id",
            "my-external-id"),
        Sample.of(
            "README, default chain",
            "topics",
            "t",
            PROVIDER + "class",
            "com.amazonaws.auth.DefaultAWSCredentialsProviderChain"),
        Sample.of(
                "README, keys of the source",
                "topics",
                "t",
                "sqs.max.messages",
                "5",
                "sqs.wait.time.seconds",
                "5",
                "sqs.message.attributes.partition.key",
                "k")
            .warns("event=unknown_key", "event=unknown_key", "event=unknown_key"));
  }

  @ParameterizedTest
  @MethodSource("samples")
  void samplesOfNordstromPassValidationWithOurClass(Sample sample) {
    assertThat(errors(sample.ours())).isEmpty();
    assertThat(SqsSinkConnector.startWarnings(sample.ours()))
        .zipSatisfy(
            sample.warnings(), (warning, beginning) -> assertThat(warning).startsWith(beginning));
  }

  @ParameterizedTest
  @MethodSource("samples")
  void tableListsTheKeysOfTheSamples(Sample sample) {
    List<String> theirs =
        page.table("### Keys of Nordstrom's sink").stream()
            .flatMap(row -> MarkdownPage.code(row.get(0)).stream())
            .toList();

    assertThat(sample.keys().keySet())
        .filteredOn(key -> !key.endsWith(".converter"))
        .isSubsetOf(theirs);
  }

  @Test
  void providersOfVersion1OfTheSdkAreAnErrorThatSaysSo() {
    Map<String, String> config = Sample.of("other provider", "topics", "t").ours();
    config.put(PROVIDER + "class", "java.lang.String");

    assertThat(errors(config))
        .singleElement()
        .asString()
        .startsWith("sqs.credentials.provider.class")
        .contains("version 1 of the SDK do not work");
  }

  @Test
  void wrongValuesUnderTheirKeysNameOurs() {
    Map<String, String> config = Sample.of("wrong role", "topics", "t").ours();
    config.put(PROVIDER + "class", THEIR_CLASSES + "AWSAssumeRoleCredentialsProvider");
    config.put(PROVIDER + "role.arn", "sender");
    config.put(PROVIDER + "session.name", "greetings");

    assertThat(errors(config))
        .singleElement()
        .asString()
        .contains(PROVIDER + "role.arn", "aws.sts.role.arn");
  }

  @Test
  void configurationsOfThePageAreValid() {
    List<MarkdownPage.Block> blocks = page.blocks("json");

    assertThat(blocks).hasSizeGreaterThanOrEqualTo(2);
    assertThat(blocks)
        .allSatisfy(
            block -> {
              Map<String, String> config = ReadmeTest.connector(block.text());
              assertThat(ReadmeTest.errors(config)).isEmpty();
              assertThat(SqsSinkConnector.startWarnings(config)).isEmpty();
            });
  }

  /** Keys of ours are those that begin as ours do; the left column names keys of others. */
  @Test
  void keysOfOursExist() {
    List<String> missing = new ArrayList<>();
    page.prose().stream()
        .map(line -> line.replaceFirst("^\\|[^|]*\\|", ""))
        .flatMap(line -> MarkdownPage.code(line).stream())
        .map(code -> code.split("=", 2)[0])
        .filter(code -> code.matches("(sqs|event|aws|behavior)\\.[a-z.]+"))
        .filter(code -> !SqsSinkConfig.definition().names().contains(code))
        .forEach(missing::add);

    assertThat(missing).isEmpty();
  }

  private static List<String> errors(Map<String, String> config) {
    return new SqsSinkConnector()
        .validate(config).configValues().stream()
            .map(ConfigValue::errorMessages)
            .flatMap(List::stream)
            .toList();
  }
}
