package io.github.sqsconnect.integration;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.sqsconnect.endpoint.ScriptedQueue;
import io.github.sqsconnect.endpoint.ScriptedSqs;
import io.github.sqsconnect.servers.ConnectRest;
import io.github.sqsconnect.servers.ConnectWorker;
import io.github.sqsconnect.servers.LocalServers;
import io.github.sqsconnect.servers.ProjectFiles;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

/** Secrets stay where they are: in a file that only the worker reads. */
@ExtendWith(SharedServers.class)
final class SecretsIT {
  private static final String NAME = "secrets";
  private static final String SECRET = "secretNobodyMaySee0123456789abcdefghijkl";
  private static final String TOKEN = "tokenNobodyMaySee0123456789abcdefghijklm";
  private static final List<String> LOUD =
      List.of("io.github.sqsconnect", "software.amazon.awssdk", "io.netty", "org.apache.kafka");

  @Test
  void noLogLineAtAnyLevelAndNoAnswerHoldsASecret(LocalServers servers) throws IOException {
    Path directory = ProjectFiles.fresh(ProjectFiles.target().resolve("integration/" + NAME));
    Path file = directory.resolve("credentials.properties");
    Files.writeString(file, "id=AKIDEXAMPLE\nsecret=" + SECRET + "\ntoken=" + TOKEN + "\n");
    servers.topics().create(NAME, 1);
    ConnectWorker.Settings settings =
        ConnectWorker.of(servers.broker(), servers.plugins(), directory)
            .group("worker-" + NAME)
            .property("config.providers", "file")
            .property(
                "config.providers.file.class",
                "org.apache.kafka.common.config.provider.FileConfigProvider");
    LOUD.forEach(logger -> settings.logLevel(logger, "TRACE"));
    try (ScriptedSqs sqs = ScriptedSqs.start();
        ConnectWorker worker = settings.start()) {
      ScriptedQueue queue = sqs.queue(NAME);
      Map<String, String> config = TestConnector.config(NAME, queue.url());
      config.put("aws.access.key.id", "${file:" + file + ":id}");
      config.put("aws.secret.access.key", "${file:" + file + ":secret}");
      config.put("aws.session.token", "${file:" + file + ":token}");
      ConnectRest rest = worker.rest();

      ConnectRest.Validation validation = rest.validate(TestConnector.CLASS, named(config));
      rest.put(NAME, config);
      rest.awaitRunning(NAME);
      servers.topics().sendAll(List.of(new ProducerRecord<>(NAME, "{\"n\":1}".getBytes("UTF-8"))));
      Awaitility.await().atMost(Duration.ofSeconds(60)).until(() -> queue.size() > 0);
      servers.topics().sendAll(List.of(new ProducerRecord<>(NAME, "not json".getBytes("UTF-8"))));
      String trace = rest.awaitTaskFailure(NAME);

      assertThat(validation.errors()).isEmpty();
      assertThat(validation.body()).doesNotContain(SECRET, TOKEN);
      assertThat(rest.config(NAME).toString()).doesNotContain(SECRET, TOKEN);
      assertThat(trace).doesNotContain(SECRET, TOKEN);
      worker.stop();
      assertThat(worker.logText()).contains(" TRACE ");
      assertThat(linesWithSecrets(worker.log())).isEmpty();
    }
  }

  private static Map<String, String> named(Map<String, String> config) {
    config.put("name", NAME);
    return config;
  }

  private static List<String> linesWithSecrets(Path log) throws IOException {
    try (Stream<String> lines = Files.lines(log)) {
      return lines.filter(line -> line.contains(SECRET) || line.contains(TOKEN)).toList();
    }
  }
}
