package io.github.sqsconnect.integration;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import io.github.sqsconnect.servers.ConnectRest.Validation;
import io.github.sqsconnect.servers.ConnectorConfig;
import io.github.sqsconnect.servers.LocalServers;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

/** A wrong configuration is reported before anything runs: one clear error, on the wrong key. */
@ExtendWith(SharedServers.class)
final class ValidationIT {
  private static final String QUEUE = "https://sqs.eu-west-1.amazonaws.com/123456789012/events";
  private static final String SECRET = "a-secret-that-must-not-be-shown";

  @Test
  void completeConfigurationHasNoErrors(LocalServers servers) {
    assertThat(validate(servers, Map.of()).errors()).isEmpty();
  }

  @Test
  void missingQueueIsAnErrorOfTheQueueKey(LocalServers servers) {
    Map<String, String> config = config();
    config.remove("sqs.queue.url");

    assertOnlyError(servers.rest().validate(config), "sqs.queue.url");
  }

  @Test
  void badArnIsAnErrorOfTheQueueKey(LocalServers servers) {
    assertOnlyError(
        validate(servers, Map.of("sqs.queue.url", "arn:aws:sns:eu-west-1:123456789012:events")),
        "sqs.queue.url");
  }

  @Test
  void secretWithoutItsKeyIsAnErrorOfTheMissingKey(LocalServers servers) {
    Map<String, String> config = config();
    config.remove("aws.access.key.id");

    Validation answer = servers.rest().validate(config);
    assertThat(answer.errors()).hasSize(1);
    assertThat(answer.errors().keySet())
        .first()
        .asString()
        .isIn("aws.access.key.id", "aws.secret.access.key");
    assertThat(answer.body()).doesNotContain(SECRET);
  }

  @Test
  void regionThatContradictsTheUrlIsAnErrorOfTheRegionKey(LocalServers servers) {
    assertOnlyError(validate(servers, Map.of("sqs.region", "us-east-1")), "sqs.region");
  }

  @Test
  void nullValueIsAnErrorOfItsKey(LocalServers servers) {
    Map<String, String> config = config();
    config.put("sqs.linger.ms", null);

    Validation answer = servers.rest().validate(config);
    assertThat(answer.errors()).containsOnlyKeys("sqs.linger.ms");
    assertThat(answer.errors().get("sqs.linger.ms"))
        .anySatisfy(error -> assertThat(error).startsWith("sqs.linger.ms is null."));
  }

  @Test
  void passwordInAUrlIsNotInTheAnswer(LocalServers servers) {
    Validation answer =
        validate(servers, Map.of("sqs.proxy.url", "http://jane:" + SECRET + "@proxy:3128"));
    assertOnlyError(answer, "sqs.proxy.url");
    assertThat(answer.body()).doesNotContain("jane").contains("sqs.proxy.password");
  }

  @Test
  void placeholderThatTheWorkerDoesNotResolveIsAccepted(LocalServers servers) {
    Map<String, String> placeholders =
        Map.of(
            "sqs.queue.url", "https://sqs.${nobody:region}.amazonaws.com/123456789012/events",
            "sqs.region", "${nobody:region}",
            "sqs.linger.ms", "${nobody:sqs:linger}",
            "sqs.validate.connection", "true");
    assertThat(validate(servers, placeholders).errors()).isEmpty();
  }

  @Test
  void groupsAndTheKeysThatMatterAreShown(LocalServers servers) {
    JsonNode standard = TestJson.parse(validate(servers, Map.of()).body());
    assertThat(standard.path("groups"))
        .extracting(JsonNode::asText)
        .containsSubsequence("Queue", "Proxy", "Credentials", "Role", "Message", "Delivery");
    assertThat(visible(standard)).contains("sqs.delay.ms").doesNotContain("sqs.fifo.ordering");

    JsonNode fifo =
        TestJson.parse(
            validate(servers, Map.of("sqs.queue.url", QUEUE + ".fifo", "sqs.message.format", "raw"))
                .body());
    assertThat(visible(fifo))
        .contains("sqs.fifo.ordering", "sqs.message.deduplication.id")
        .doesNotContain("sqs.delay.ms", "event.environment", "sqs.proxy.user");
    assertThat(key(fifo, "sqs.fifo.ordering").at("/value/recommended_values"))
        .extracting(JsonNode::asText)
        .containsExactly("strict", "relaxed");
    assertThat(key(fifo, "behavior.on.null.values").at("/value/recommended_values"))
        .extracting(JsonNode::asText)
        .containsExactly("fail", "ignore");
    assertThat(key(fifo, "sqs.proxy.url").at("/definition/dependents"))
        .extracting(JsonNode::asText)
        .containsExactly("sqs.proxy.user", "sqs.proxy.password", "sqs.proxy.bypass.hosts");
  }

  private static List<String> visible(JsonNode answer) {
    return answer
        .path("configs")
        .valueStream()
        .filter(key -> key.at("/value/visible").asBoolean())
        .map(key -> key.at("/value/name").asText())
        .toList();
  }

  private static JsonNode key(JsonNode answer, String name) {
    return answer
        .path("configs")
        .valueStream()
        .filter(key -> key.at("/value/name").asText().equals(name))
        .findFirst()
        .orElseThrow();
  }

  private static Validation validate(LocalServers servers, Map<String, String> changes) {
    Map<String, String> config = config();
    config.putAll(changes);
    return servers.rest().validate(config);
  }

  /** Without the connection check, which would send a request to the real address. */
  private static Map<String, String> config() {
    Map<String, String> config = ConnectorConfig.of("events", QUEUE);
    config.put("name", "events");
    config.put("sqs.region", "eu-west-1");
    config.put("sqs.validate.connection", "false");
    config.put("aws.secret.access.key", SECRET);
    return config;
  }

  private static void assertOnlyError(Validation answer, String key) {
    assertThat(answer.errors()).containsOnlyKeys(key);
    assertThat(answer.errors().get(key)).hasSize(1);
    assertThat(answer.body()).doesNotContain(SECRET);
  }
}
