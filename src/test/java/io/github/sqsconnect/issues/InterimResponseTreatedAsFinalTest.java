package io.github.sqsconnect.issues;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.sqsconnect.endpoint.ScriptedQueue;
import io.github.sqsconnect.endpoint.ScriptedSqs;
import io.github.sqsconnect.endpoint.SelfSigned;
import io.github.sqsconnect.endpoint.TlsFront;
import io.github.sqsconnect.endpoint.TunnelProxy;
import io.github.sqsconnect.fakes.EndpointTask;
import java.nio.file.Path;
import java.time.Duration;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * An interim response (HTTP 1xx) was treated as the final response: messages were stored several
 * times and never acknowledged.
 */
@Timeout(60)
class InterimResponseTreatedAsFinalTest {
  private static final String KEY = "AKIDEXAMPLE";

  @TempDir private static Path directory;
  private static SelfSigned certificate;

  private final ScriptedSqs sqs = ScriptedSqs.start();
  private final ScriptedQueue queue = sqs.queue("events");

  @BeforeAll
  static void trust() {
    certificate = SelfSigned.in(directory);
    System.setProperty("javax.net.ssl.trustStore", certificate.store().toString());
    System.setProperty("javax.net.ssl.trustStorePassword", SelfSigned.PASSWORD);
  }

  @AfterAll
  static void resetTrust() {
    System.clearProperty("javax.net.ssl.trustStore");
    System.clearProperty("javax.net.ssl.trustStorePassword");
  }

  @AfterEach
  void stop() {
    sqs.close();
  }

  @ParameterizedTest
  @ValueSource(ints = {100, 102, 103, 199})
  void oneInterimResponse(int status) {
    sqs.always().interimAnswers(Duration.ZERO, status);
    assertEachMessageIsSentOnce(queue.url());
  }

  @Test
  void severalInterimResponsesAtOnce() {
    sqs.always().interimAnswers(Duration.ZERO, 100, 102, 103, 103);
    assertEachMessageIsSentOnce(queue.url());
  }

  @Test
  void severalInterimResponsesOneByOne() {
    sqs.always().interimAnswers(Duration.ofMillis(50), 100, 103);
    assertEachMessageIsSentOnce(queue.url());
  }

  @Test
  void interimResponsesOverTls() {
    sqs.always().interimAnswers(Duration.ofMillis(20), 100, 103);
    try (TlsFront front = TlsFront.of(sqs.uri(), certificate)) {
      assertEachMessageIsSentOnce(front.uri() + "/000000000000/events");
    }
  }

  @Test
  void interimResponsesOfAProxyAndInItsTunnel() {
    sqs.always().interimAnswers(Duration.ofMillis(20), 100);
    try (TlsFront front = TlsFront.of(sqs.uri(), certificate);
        TunnelProxy proxy = TunnelProxy.start("user", "password").interim(100, 102)) {
      assertEachMessageIsSentOnce(
          front.uri() + "/000000000000/events",
          "sqs.proxy.url",
          proxy.uri().toString(),
          "sqs.proxy.user",
          "user",
          "sqs.proxy.password",
          "password");
      assertThat(proxy.tunnels()).as("one tunnel is reused").hasSize(1);
    }
  }

  private void assertEachMessageIsSentOnce(String url, String... more) {
    String[] settings = new String[more.length + 8];
    String[] common = {
      "sqs.queue.url",
      url,
      "aws.access.key.id",
      KEY,
      "aws.secret.access.key",
      "secret",
      "sqs.max.in.flight.requests",
      "1"
    };
    System.arraycopy(common, 0, settings, 0, common.length);
    System.arraycopy(more, 0, settings, common.length, more.length);
    try (EndpointTask task = EndpointTask.start(queue, settings)) {
      for (int i = 1; i <= 5; i++) {
        task.put("m" + i).awaitMessages(i);
      }
      task.awaitAllCommitted();
    }
    assertThat(queue.bodies()).containsExactly("m1", "m2", "m3", "m4", "m5");
  }
}
