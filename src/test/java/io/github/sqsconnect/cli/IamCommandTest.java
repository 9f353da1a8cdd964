package io.github.sqsconnect.cli;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.github.sqsconnect.aws.QueueAddress;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

class IamCommandTest {
  private static final ObjectMapper JSON = new ObjectMapper();

  private static final String ROLE = "arn:aws-us-gov:iam::123456789012:role/team/sender";

  @TempDir private Path folder;

  static Stream<Path> configurations() throws IOException {
    return Files.list(Path.of("config")).filter(file -> !file.toString().endsWith(".md")).sorted();
  }

  @ParameterizedTest
  @MethodSource("configurations")
  void everySampleHasAPolicyForSending(Path file) {
    CommandRun run = run(file.toString());
    assertThat(run.status()).isZero();
    assertThat(run.output())
        .contains("\"Version\": \"2012-10-17\"", "\"sqs:SendMessage\"", ":sqs:");
  }

  @ParameterizedTest
  @ValueSource(strings = {"json", "properties"})
  void policyAllowsOneActionOnOneQueue(String form) throws IOException {
    JsonNode policy = JSON.readTree(successful("config/quickstart-sqs." + form));
    assertThat(policy.at("/Version").asText()).isEqualTo("2012-10-17");
    assertThat(policy.at("/Statement")).hasSize(1);
    assertThat(policy.at("/Statement/0/Effect").asText()).isEqualTo("Allow");
    assertThat(policy.at("/Statement/0/Action").asText()).isEqualTo("sqs:SendMessage");
    assertThat(policy.at("/Statement/0/Resource").asText())
        .isEqualTo("arn:aws:sqs:eu-west-1:123456789012:customer-events");
  }

  @ParameterizedTest
  @CsvSource({
    "https://sqs.eu-west-1.amazonaws.com/123456789012/q, arn:aws:sqs:eu-west-1:123456789012:q",
    "https://sqs.us-gov-west-1.amazonaws.com/123456789012/q.fifo, arn:aws-us-gov:sqs:us-gov-west-1:123456789012:q.fifo",
    "https://sqs.cn-north-1.amazonaws.com.cn/123456789012/q, arn:aws-cn:sqs:cn-north-1:123456789012:q",
    "https://sqs.eusc-de-east-1.amazonaws.eu/123456789012/q, arn:aws-eusc:sqs:eusc-de-east-1:123456789012:q",
    "https://sqs.us-iso-east-1.c2s.ic.gov/123456789012/q, arn:aws-iso:sqs:us-iso-east-1:123456789012:q",
    "https://eu-central-1.queue.amazonaws.com/123456789012/q, arn:aws:sqs:eu-central-1:123456789012:q",
    "https://queue.amazonaws.com/123456789012/q, arn:aws:sqs:us-east-1:123456789012:q",
    "https://sqs-fips.us-east-2.amazonaws.com/123456789012/q, arn:aws:sqs:us-east-2:123456789012:q",
    "https://sqs.eu-west-3.api.aws/123456789012/q, arn:aws:sqs:eu-west-3:123456789012:q",
    "https://vpce-0a1b.sqs.eu-north-1.vpce.amazonaws.com/123456789012/q, arn:aws:sqs:eu-north-1:123456789012:q",
    "arn:aws:sqs:ap-southeast-2:123456789012:q, arn:aws:sqs:ap-southeast-2:123456789012:q"
  })
  void resourceNamesPartitionRegionAccountAndQueue(String queue, String arn) throws IOException {
    JsonNode policy = JSON.readTree(successful(file(Map.of("sqs.queue.url", queue))));
    assertThat(policy.at("/Statement/0/Resource").asText()).isEqualTo(arn);
    assertThat(QueueAddress.of(queue).region()).contains(arn.split(":", -1)[3]);
  }

  @Test
  void regionOfTheConfigurationIsUsedIfTheAddressHasNone() throws IOException {
    String file =
        file(
            Map.of(
                "sqs.queue.url", "https://proxy.example.com/123456789012/q",
                "sqs.region", "eu-west-1"));
    assertThat(JSON.readTree(successful(file)).at("/Statement/0/Resource").asText())
        .isEqualTo("arn:aws:sqs:eu-west-1:123456789012:q");
  }

  @Test
  void everyQueueHasAStatementAndTemplatesAWildcard() throws IOException {
    String path = "https://sqs.eu-west-1.amazonaws.com/123456789012/";
    String file =
        file(
            Map.of(
                "sqs.queue.url",
                path + "events-${header.a:b}${topic}",
                "sqs.queue.url.map",
                "a=arn:aws:sqs:eu-west-1:999999999999:${key}-x-${value.b}.fifo, b = "
                    + path
                    + "q ,c=arn:aws:sqs:eu-west-1:123456789012:q"));
    JsonNode statements = JSON.readTree(successful(file)).at("/Statement");
    assertThat(statements).allMatch(each -> each.at("/Action").asText().equals("sqs:SendMessage"));
    assertThat(statements)
        .extracting(each -> each.at("/Resource").asText())
        .containsExactly(
            "arn:aws:sqs:eu-west-1:123456789012:events-*",
            "arn:aws:sqs:eu-west-1:999999999999:*-x-*.fifo",
            "arn:aws:sqs:eu-west-1:123456789012:q");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {"a", "a=events", "a=https://sqs.eu-west-1.amazonaws.com/${topic}/q", ",", "a="})
  void mapThatNamesNoQueueOfAwsIsRefused(String map) throws IOException {
    CommandRun run =
        run(
            file(
                Map.of(
                    "sqs.queue.url",
                    "arn:aws:sqs:eu-west-1:123456789012:q",
                    "sqs.queue.url.map",
                    map)));
    assertThat(run.status()).isEqualTo(2);
    assertThat(run.output()).isEmpty();
    assertThat(run.errors()).startsWith("sqs-sink: ").contains("sqs.queue.url.map");
  }

  @Test
  void keyOfAnEncryptedQueueIsAllowedToo() throws IOException {
    String key = "arn:aws:kms:eu-west-1:123456789012:key/1234abcd-12ab-34cd-56ef-1234567890ab";
    JsonNode policy = JSON.readTree(successful("--kms-key", key, "config/quickstart-sqs.json"));
    assertThat(policy.at("/Statement/1/Resource").asText()).isEqualTo(key);
    assertThat(policy.at("/Statement/1/Action"))
        .extracting(JsonNode::asText)
        .containsExactly("kms:GenerateDataKey", "kms:Decrypt");
  }

  @Test
  void eachPolicyOfARoleIsOneDocument() throws IOException {
    String file = fileWithRole(Map.of("aws.sts.role.external.id", "partner-7"));

    CommandRun run = run(file);
    assertThat(run.status()).isZero();
    assertThat(run.errors()).contains("--for credentials", "--for trust");
    assertThat(successful("--for", "role", file)).isEqualTo(run.output());
    JsonNode ofRole = JSON.readTree(run.output());
    assertThat(ofRole.at("/Statement/0/Action").asText()).isEqualTo("sqs:SendMessage");

    JsonNode ofCredentials = JSON.readTree(successful("--for", "credentials", file));
    assertThat(ofCredentials.at("/Statement/0/Action").asText()).isEqualTo("sts:AssumeRole");
    assertThat(ofCredentials.at("/Statement/0/Resource").asText()).isEqualTo(ROLE);

    assertThat(JSON.readTree(run("--for", "trust", file).output()).at("/Statement/0"))
        .isEqualTo(
            JSON.readTree(
                """
                {
                  "Effect": "Allow",
                  "Principal": {"AWS": "arn:aws-us-gov:iam::123456789012:root"},
                  "Action": "sts:AssumeRole",
                  "Condition": {"StringEquals": {"sts:ExternalId": "partner-7"}}
                }
                """));
  }

  @Test
  void trustWithoutAnExternalIdHasNoCondition() throws IOException {
    JsonNode trust = JSON.readTree(run("--for", "trust", fileWithRole(Map.of())).output());
    assertThat(trust.at("/Statement/0").has("Condition")).isFalse();
  }

  @Test
  void trustSaysWhichAccountItTrusts() throws IOException {
    assertThat(run("--for", "trust", fileWithRole(Map.of())).errors())
        .contains("trusts the account of the role")
        .hasLineCount(1);
  }

  @Test
  void policyOfARoleNeedsARole() throws IOException {
    CommandRun run = run("--for", "trust", "config/quickstart-sqs.json");
    assertThat(run.status()).isEqualTo(2);
    assertThat(run.output()).isEmpty();
    assertThat(run.errors()).endsWith("aws.sts.role.arn is not set\n").hasLineCount(1);
    assertThat(successful("--for", "credentials", "config/quickstart-sqs.json"))
        .contains("sqs:SendMessage");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "http://localhost:9324/000000000000/q",
        "events",
        "arn:aws:sns:eu-west-1:123456789012:t"
      })
  void addressThatIsNoQueueOfAwsIsRefused(String queue) throws IOException {
    CommandRun run = run(file(Map.of("sqs.queue.url", queue)));
    assertThat(run.status()).isEqualTo(2);
    assertThat(run.output()).isEmpty();
    assertThat(run.errors()).startsWith("sqs-sink: ").hasLineCount(1);
  }

  @Test
  void jsonListsThePolicies() throws IOException {
    String file = fileWithRole(Map.of());
    JsonNode policies = JSON.readTree(successful("--json", file));
    assertThat(policies)
        .extracting(each -> each.at("/for").asText())
        .containsExactly(
            "the role " + ROLE, "the credentials that assume it", "the trust policy of the role");
    assertThat(policies.at("/0/policy/Statement/0/Action").asText()).isEqualTo("sqs:SendMessage");
    assertThat(policies.at("/1/policy/Statement/0/Resource").asText()).isEqualTo(ROLE);
  }

  @Test
  void otherSettingsMayBeWrong() throws IOException {
    String file =
        file(
            Map.of(
                "sqs.queue.url", "arn:aws:sqs:eu-west-1:123456789012:q", "sqs.linger.ms", "soon"));
    assertThat(successful(file)).contains("arn:aws:sqs:eu-west-1:123456789012:q");
  }

  @Test
  void aliasOfAKeyIsRefused() {
    CommandRun run = run("--kms-key", "alias/events", "config/quickstart-sqs.json");
    assertThat(run.status()).isEqualTo(2);
    assertThat(run.errors()).contains("not the ARN of a key");
  }

  private String fileWithRole(Map<String, String> others) throws IOException {
    Map<String, String> config = new HashMap<>(others);
    config.put("sqs.queue.url", "arn:aws-us-gov:sqs:us-gov-west-1:123456789012:q");
    config.put("aws.sts.role.arn", ROLE);
    return file(config);
  }

  private String file(Map<String, String> config) throws IOException {
    Path file = folder.resolve("connector.json");
    Files.writeString(file, JSON.writeValueAsString(Map.of("name", "a", "config", config)));
    return file.toString();
  }

  private static String successful(String... arguments) {
    CommandRun run = run(arguments);
    assertThat(run.errors()).isEmpty();
    assertThat(run.status()).isZero();
    return run.output();
  }

  private static CommandRun run(String... arguments) {
    return CommandRun.of(
        Stream.concat(Stream.of("iam"), Stream.of(arguments)).toArray(String[]::new));
  }
}
