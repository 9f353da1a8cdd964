package io.github.sqsconnect.integration;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowable;

import io.github.sqsconnect.endpoint.ScriptedQueue;
import io.github.sqsconnect.endpoint.TlsFront;
import io.github.sqsconnect.endpoint.TunnelProxy;
import io.github.sqsconnect.servers.ConnectRest;
import io.github.sqsconnect.servers.LocalServers;
import java.io.IOException;
import java.nio.file.Files;
import java.util.ArrayList;
import java.util.Base64;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

/** Secrets stay where they are: in files and sources that only the worker reads. */
@ExtendWith(SharedServers.class)
final class SecretsIT {
  private static final String TOKEN = "tokenNobodyMaySee0123456789abcdefghijklm";
  private static final String PASSWORD = "passwordNobodyMaySee0123456789";
  private static final String WRONG = "anotherNobodyMaySee0123456789";
  private static final List<String> LOUD =
      List.of("io.github.sqsconnect", "software.amazon.awssdk", "io.netty", "org.apache.kafka");

  /** Texts of which none may be seen; those of sessions begin all secrets and tokens given. */
  private static final List<String> CANARIES =
      List.of(
          IdentityWorker.SECRET,
          TOKEN,
          PASSWORD,
          base64("user:" + PASSWORD),
          WRONG,
          base64("user:" + WRONG),
          "secretOfStsSession",
          "tokenOfStsSession",
          "secret-of-the-container",
          "token-of-the-container",
          "let-me-in",
          "web-token-1");

  private final List<String> seen = new ArrayList<>();

  @Test
  void noLogLineAtAnyLevelAndNoAnswerHoldsASecret(LocalServers servers) throws IOException {
    try (IdentityWorker worker =
            new IdentityWorker(
                servers,
                "secrets",
                settings -> LOUD.forEach(logger -> settings.logLevel(logger, "TRACE")));
        TunnelProxy proxy = TunnelProxy.start("user", PASSWORD);
        TlsFront sqs = TlsFront.of(worker.sqs.uri(), worker.certificate);
        TlsFront sts = TlsFront.of(worker.sts.uri(), worker.certificate)) {
      worker.sqs.credentials().accept("AKIDTOKEN", IdentityWorker.SECRET, TOKEN);
      IdentityWorker.write(
          worker.secrets,
          "secret=%s\ntoken=%s\nproxy=%s\nwrong=%s\n"
              .formatted(IdentityWorker.SECRET, TOKEN, PASSWORD, WRONG));
      Map<String, String> keys = keys(worker, IdentityWorker.KEY);

      Map<String, String> session = keys(worker, "AKIDTOKEN");
      session.put("aws.session.token", secret(worker, "token"));
      sends(worker, "secrets-session", session);

      Map<String, String> role = new HashMap<>(keys);
      role.put("aws.sts.role.arn", IdentityWorker.ROLE);
      role.put("aws.sts.role.external.id", IdentityWorker.EXTERNAL_ID);
      role.put("aws.sts.endpoint.url", sts.uri().toString());
      role.put("sqs.endpoint.url", sqs.uri().toString());
      role.put("sqs.proxy.url", proxy.uri().toString());
      role.put("sqs.proxy.user", "user");
      role.put("sqs.proxy.password", secret(worker, "proxy"));
      sends(worker, "secrets-role", role);
      assertThat(proxy.tunnels()).contains(sts.authority(), sqs.authority());

      Map<String, String> plain = new HashMap<>(role);
      plain.remove("sqs.endpoint.url");
      plain.put("aws.sts.endpoint.url", worker.sts.uri().toString());
      sends(worker, "secrets-plain", plain);

      role.put("sqs.proxy.password", secret(worker, "wrong"));
      role.put("sqs.validate.connection", "true");
      seen.add(String.valueOf(catchThrowable(() -> worker.connector("secrets-wrong", role))));
      assertThat(proxy.refusals()).isPositive();
      role.put("sqs.validate.connection", "false");
      worker.connector("secrets-waiting", role);
      worker.send("secrets-waiting", 0, 1);

      sends(
          worker,
          "secrets-class",
          Map.of(
              "sqs.credentials.provider.class",
              UserProvider.CLASS,
              "sqs.credentials.provider.user",
              IdentityWorker.KEY,
              "sqs.credentials.provider.word",
              secret(worker, "secret")));
      sends(worker, "secrets-web", Map.of());
      Files.delete(worker.webToken);
      sends(worker, "secrets-container", Map.of());
      assertThat(worker.container.calls()).isPositive();

      fails(worker, "secrets-session");
      String metrics = worker.jvm().metrics();
      assertThat(metrics).contains("secrets-role");
      seen.add(metrics);
      worker.stop();
      assertThat(worker.log()).contains(" TRACE ", "ProxyAuthenticationRequired");
      assertThat(seen.stream().filter(SecretsIT::holdsASecret)).as("answers").isEmpty();
      try (Stream<String> lines = worker.log().lines()) {
        assertThat(lines.filter(SecretsIT::holdsASecret).filter(line -> !isOfTheSdkAlone(line)))
            .as("log")
            .isEmpty();
      }
    }
  }

  /** Validates, creates, lets it deliver, and notes all that the worker says of it. */
  private void sends(IdentityWorker worker, String name, Map<String, String> identity) {
    ConnectRest rest = worker.rest();
    Map<String, String> config = IdentityWorker.config(worker.sqs.queue(name), identity);
    config.put("name", name);
    ConnectRest.Validation validation = rest.validate(TestConnector.CLASS, config);
    assertThat(validation.errors()).isEmpty();
    ScriptedQueue queue = worker.connector(name, identity);
    worker.send(name, 0, 5);
    worker.awaitStored(queue, 5);
    seen.add(validation.body());
    seen.add(rest.config(name).toString());
    seen.add(rest.status(name).toString());
  }

  private void fails(IdentityWorker worker, String name) {
    worker.sqs.deleteQueue(name);
    worker.send(name, 5, 6);
    seen.add(worker.rest().awaitTaskFailure(name));
    seen.add(worker.rest().status(name).toString());
  }

  private static Map<String, String> keys(IdentityWorker worker, String id) {
    Map<String, String> keys = new HashMap<>();
    keys.put("aws.access.key.id", id);
    keys.put("aws.secret.access.key", secret(worker, "secret"));
    return keys;
  }

  private static String secret(IdentityWorker worker, String name) {
    return "${file:" + worker.secrets + ":" + name + "}";
  }

  private static String base64(String text) {
    return Base64.getEncoder().encodeToString(text.getBytes(UTF_8));
  }

  /** What docs/security.md names: the default chain's own call shows its token at TRACE. */
  private static boolean isOfTheSdkAlone(String line) {
    return line.contains(" TRACE ")
        && line.contains("Action=AssumeRoleWithWebIdentity")
        && line.endsWith("(software.amazon.awssdk.utils.uri.SdkUri)");
  }

  private static boolean holdsASecret(String text) {
    return CANARIES.stream().anyMatch(text::contains);
  }
}
