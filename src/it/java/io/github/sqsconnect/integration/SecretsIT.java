package io.github.sqsconnect.integration;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowable;

import io.github.sqsconnect.endpoint.ScriptedQueue;
import io.github.sqsconnect.endpoint.TlsFront;
import io.github.sqsconnect.endpoint.TunnelProxy;
import io.github.sqsconnect.project.ProjectFiles;
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

/** Secrets appear in no log line, REST answer or metric of a worker. */
@ExtendWith(SharedServers.class)
final class SecretsIT {
  private static final String TOKEN = "tokenThatMustNotBeSeen0123456789abcdefghi";
  private static final String PASSWORD = "passwordThatMustNotBeSeen0123456789";
  private static final String WRONG = "anotherThatMustNotBeSeen0123456789";
  private static final List<String> LOGGERS =
      List.of("io.github.sqsconnect", "software.amazon.awssdk", "io.netty", "org.apache.kafka");

  /** Texts that must not appear; all secrets and tokens of sessions begin with one of them. */
  private static final List<String> SECRETS =
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

  private final List<String> output = new ArrayList<>();

  @Test
  void noLogLineAndNoAnswerContainsASecretAtAnyLogLevel(LocalServers servers) throws IOException {
    try (IdentityWorker worker =
            new IdentityWorker(
                servers,
                "secrets",
                settings -> LOGGERS.forEach(logger -> settings.logLevel(logger, "TRACE")));
        TunnelProxy proxy = TunnelProxy.start("user", PASSWORD);
        TlsFront sqs = TlsFront.of(worker.sqs.uri(), worker.certificate);
        TlsFront sts = TlsFront.of(worker.sts.uri(), worker.certificate)) {
      worker.sqs.credentials().accept("AKIDTOKEN", IdentityWorker.SECRET, TOKEN);
      ProjectFiles.write(
          worker.secrets,
          "secret=%s\ntoken=%s\nproxy=%s\nwrong=%s\n"
              .formatted(IdentityWorker.SECRET, TOKEN, PASSWORD, WRONG));
      Map<String, String> keys = keys(worker, IdentityWorker.KEY);

      Map<String, String> session = keys(worker, "AKIDTOKEN");
      session.put("aws.session.token", secret(worker, "token"));
      sends(worker, "secrets-session", session);

      Map<String, String> role = worker.assumingRole(keys);
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
      output.add(String.valueOf(catchThrowable(() -> worker.connector("secrets-wrong", role))));
      assertThat(proxy.refusals()).isPositive();
      role.put("sqs.validate.connection", "false");
      worker.connector("secrets-waiting", role);
      worker.send("secrets-waiting", 0, 1);

      sends(
          worker,
          "secrets-class",
          Map.of(
              "sqs.credentials.provider.class",
              UserCredentialsProvider.CLASS,
              "sqs.credentials.provider.user",
              IdentityWorker.KEY,
              "sqs.credentials.provider.word",
              secret(worker, "secret")));
      sends(worker, "secrets-web", Map.of());
      Files.delete(worker.webToken);
      sends(worker, "secrets-container", Map.of());
      assertThat(worker.container.sessions()).isPositive();

      fails(worker, "secrets-session");
      String metrics = worker.worker().jvm().metrics();
      assertThat(metrics).contains("secrets-role");
      output.add(metrics);
      worker.worker().stop();
      assertThat(worker.worker().logText()).contains(" TRACE ", "ProxyAuthenticationRequired");
      assertThat(output.stream().filter(SecretsIT::containsSecret)).as("answers").isEmpty();
      try (Stream<String> lines = worker.worker().logText().lines()) {
        assertThat(lines.filter(SecretsIT::containsSecret).filter(line -> !isWrittenByTheSdk(line)))
            .as("log")
            .isEmpty();
      }
    }
  }

  /** Validates and creates a connector, lets it deliver, and collects what the worker returns. */
  private void sends(IdentityWorker worker, String name, Map<String, String> identity) {
    ConnectRest rest = worker.rest();
    Map<String, String> config = IdentityWorker.config(worker.sqs.queue(name), identity);
    config.put("name", name);
    ConnectRest.Validation validation = rest.validate(config);
    assertThat(validation.errors()).isEmpty();
    ScriptedQueue queue = worker.connector(name, identity);
    worker.send(name, 0, 5);
    worker.awaitStored(queue, 5);
    output.add(validation.body());
    output.add(rest.config(name).toString());
    output.add(rest.status(name).toString());
  }

  private void fails(IdentityWorker worker, String name) {
    worker.sqs.deleteQueue(name);
    worker.send(name, 5, 6);
    output.add(worker.rest().awaitTaskFailure(name));
    output.add(worker.rest().status(name).toString());
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

  /** The exception that docs/security.md describes: the default chain logs its token at TRACE. */
  private static boolean isWrittenByTheSdk(String line) {
    return line.contains(" TRACE ")
        && line.contains("Action=AssumeRoleWithWebIdentity")
        && line.endsWith("(software.amazon.awssdk.utils.uri.SdkUri)");
  }

  private static boolean containsSecret(String text) {
    return SECRETS.stream().anyMatch(text::contains);
  }
}
