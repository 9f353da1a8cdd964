package io.github.sqsconnect.integration;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.sqsconnect.endpoint.ScriptedSqs;
import io.github.sqsconnect.endpoint.ScriptedSts;
import io.github.sqsconnect.servers.ConnectRest;
import io.github.sqsconnect.servers.ConnectorConfig;
import io.github.sqsconnect.servers.LocalServers;
import io.github.sqsconnect.servers.LocalSqs;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

/** Errors that the connection check finds, as a worker reports them over REST. */
@ExtendWith(SharedServers.class)
final class WrongSetupIT {
  private static final String ROLE = "arn:aws:iam::123456789012:role/sender";

  private ScriptedSqs sqs;
  private ScriptedSts sts;
  private ConnectRest rest;
  private Map<String, String> config;

  @BeforeEach
  void startWithCorrectSetup(LocalServers servers) {
    sqs = ScriptedSqs.start();
    sts = ScriptedSts.start(sqs);
    rest = servers.rest();
    sqs.credentials().accept(LocalSqs.ACCESS_KEY_ID, LocalSqs.SECRET_ACCESS_KEY);
    sts.knows(LocalSqs.ACCESS_KEY_ID, LocalSqs.SECRET_ACCESS_KEY).role(ROLE, "external-1");
    config = ConnectorConfig.of("events", sqs.queue("events").url());
    config.put("name", "events");
    config.put("sqs.validate.connection", "true");
  }

  @AfterEach
  void stop() {
    sts.close();
    sqs.close();
  }

  @Test
  void correctSetupHasNoErrorsAndSendsNothing() {
    assume("external-1");
    assertThat(errors()).isEmpty();
    assertThat(sts.sessions()).hasSize(1);
    assertThat(sqs.queue("events").size()).isZero();
  }

  @Test
  void queueThatDoesNotExist() {
    sqs.deleteQueue("events");
    assertOnlyError("sqs.queue.url", "NonExistentQueue");
  }

  @Test
  void keyThatIsUnknown() {
    config.put("aws.access.key.id", "AKIDGONE");
    assertOnlyError("aws.access.key.id", "InvalidClientTokenId");
  }

  @Test
  void regionThatIsNotTheEndpoints() {
    config.put("sqs.region", "us-west-2");
    assertOnlyError("sqs.region", "SignatureDoesNotMatch");
  }

  @Test
  void profileThatDoesNotExist() {
    config.keySet().removeIf(key -> key.startsWith("aws."));
    config.put("aws.profile.name", "nobody-has-this-profile");
    assertOnlyError("aws.profile.name", "Set a profile of the worker's AWS files");
  }

  @Test
  void externalIdThatIsWrong() {
    assume("external-2");
    assertOnlyError("aws.sts.role.arn", "AccessDenied");
  }

  @Test
  void providerClassThatIsNotThere() {
    config.keySet().removeIf(key -> key.startsWith("aws."));
    config.put("sqs.credentials.provider.class", "example.Nothing");
    assertOnlyError("sqs.credentials.provider.class", "lib folder of this plugin");
  }

  private void assume(String externalId) {
    config.put("aws.sts.role.arn", ROLE);
    config.put("aws.sts.role.external.id", externalId);
    config.put("aws.sts.endpoint.url", sts.uri().toString());
  }

  private void assertOnlyError(String key, String part) {
    Map<String, List<String>> errors = errors();
    assertThat(errors).containsOnlyKeys(key);
    assertThat(errors.get(key)).singleElement().asString().contains(part);
  }

  private Map<String, List<String>> errors() {
    ConnectRest.Validation answer = rest.validate(config);
    assertThat(answer.body()).doesNotContain(LocalSqs.SECRET_ACCESS_KEY);
    return answer.errors();
  }
}
