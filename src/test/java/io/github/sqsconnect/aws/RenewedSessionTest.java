package io.github.sqsconnect.aws;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.github.sqsconnect.config.AwsSettings;
import io.github.sqsconnect.endpoint.ScriptedSqs;
import io.github.sqsconnect.endpoint.ScriptedSts;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import software.amazon.awssdk.services.sqs.model.SendMessageBatchRequestEntry;

class RenewedSessionTest {
  private static final String ROLE = "arn:aws:iam::123456789012:role/Sender";

  private final ScriptedSqs sqs = ScriptedSqs.start();
  private final ScriptedSts sts = ScriptedSts.start(sqs);

  @AfterEach
  void close() {
    sts.close();
    sqs.close();
  }

  /** The SDK's provider would keep the session until its end, for example with a slow clock. */
  @Test
  void sessionThatTheServiceRevokesEarlyIsReplaced() {
    sts.knows(ConnectorClients.KEY, ConnectorClients.SECRET).role(ROLE, "");
    String[] role = {"aws.sts.role.arn", ROLE, "aws.sts.endpoint.url", sts.uri().toString()};
    AwsSettings unchanged = ConnectorClients.config(role).aws();
    try (AwsClients clients = ConnectorClients.of(sqs, role)) {
      send(clients);
      send(clients);
      assertThat(sts.sessions()).hasSize(1);
      sqs.credentials().expire(sts.sessions().get(0));
      assertThatThrownBy(() -> send(clients)).hasMessageContaining("expired");
      assertThat(clients.renew(unchanged)).as("the configuration is the same").isFalse();
      send(clients);
      assertThat(sts.sessions()).hasSize(2);
    }
  }

  private void send(AwsClients clients) {
    String url = sqs.queue("events").url();
    SendMessageBatchRequestEntry entry =
        SendMessageBatchRequestEntry.builder().id("0").messageBody("m").build();
    clients.sqs().sendMessageBatch(request -> request.queueUrl(url).entries(entry)).join();
  }
}
