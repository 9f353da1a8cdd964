package io.github.sqsconnect.aws;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.sqsconnect.aws.ConnectionCheck.Refusal;
import io.github.sqsconnect.config.SqsSinkConfig;
import io.github.sqsconnect.endpoint.ScriptedQueue;
import io.github.sqsconnect.endpoint.ScriptedSqs;
import java.net.URI;
import java.util.Optional;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class ConnectionCheckTest {
  private final ScriptedSqs endpoint = ScriptedSqs.start();
  private final ScriptedQueue queue = endpoint.queue("events");

  @AfterEach
  void stop() {
    endpoint.close();
  }

  @Test
  void queueThatAnswersIsNoRefusalAndGetsNoMessage() {
    assertThat(look(queue.url())).isEmpty();
    assertThat(queue.messages()).isEmpty();
    assertThat(endpoint.counters().requests()).isEqualTo(1);
  }

  @Test
  void queueThatDoesNotExistIsRefusedOnItsKey() {
    Optional<Refusal> refusal = look(queue.url() + "-not");
    assertThat(refusal).map(Refusal::key).contains("sqs.queue.url");
    assertThat(refusal.orElseThrow().message())
        .startsWith("sqs.queue.url is refused: ")
        .contains("NonExistentQueue", "AWS request id", "Check the name, region and account");
  }

  @Test
  void keysThatAreNotAcceptedAreRefusedOnTheirKey() {
    endpoint.always().error("InvalidClientTokenId");
    assertThat(look(queue.url())).map(Refusal::key).contains("aws.access.key.id");
  }

  @Test
  void accessThatIsDeniedIsRefusedOnTheQueue() {
    endpoint.always().accessDenied();
    Optional<Refusal> refusal = look(queue.url());
    assertThat(refusal).map(Refusal::key).contains("sqs.queue.url");
    assertThat(refusal.orElseThrow().message()).contains("Allow sqs:SendMessage");
  }

  @Test
  void whatMayPassIsNoRefusal() {
    endpoint.next(1).error("InternalError");
    assertThat(look(queue.url())).isEmpty();
    endpoint.next(1).throttle();
    assertThat(look(queue.url())).isEmpty();
    endpoint.next(1).resetBeforeReading();
    assertThat(look(queue.url())).isEmpty();
    assertThat(look(URI.create("http://127.0.0.1:1"), "http://127.0.0.1:1/000000000000/events"))
        .isEmpty();
  }

  private Optional<Refusal> look(String url) {
    return look(endpoint.uri(), url);
  }

  private static Optional<Refusal> look(URI endpoint, String url) {
    SqsSinkConfig config = TestClients.config();
    try (AwsClients clients =
        new AwsClients(
            config.aws(),
            config.queue().proxy(),
            config.delivery(),
            Optional.of("us-east-1"),
            Optional.of(endpoint),
            "1")) {
      return new ConnectionCheck(clients, config.aws(), config.queue().proxy(), url).look();
    }
  }
}
