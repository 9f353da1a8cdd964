package io.github.sqsconnect.quickstart;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.github.sqsconnect.servers.ProjectFiles;
import io.github.sqsconnect.servers.SqsClients;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;

/** The sample configuration a user starts from, with the placeholders filled in. */
record ConnectorFile(ObjectNode json) {
  static final String PLACE = "config/quickstart-sqs.json";

  /**
   * Reads the sample and points it at this queue; the key pair stays in a file of its own that only
   * the worker reads.
   */
  static ConnectorFile filledIn(String queueUrl, Path credentials) {
    ObjectNode json;
    try {
      json = (ObjectNode) new ObjectMapper().readTree(path().toFile());
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    ObjectNode config = (ObjectNode) json.path("config");
    config.put("sqs.queue.url", queueUrl);
    config.put("sqs.region", SqsClients.REGION.id());
    config.put("aws.access.key.id", "${file:" + credentials + ":access.key.id}");
    config.put("aws.secret.access.key", "${file:" + credentials + ":secret.access.key}");
    config.put("errors.deadletterqueue.topic.replication.factor", "1");
    return new ConnectorFile(json);
  }

  static Path writeCredentials(Path file) {
    String text =
        "access.key.id=%s%nsecret.access.key=%s%n"
            .formatted(SqsClients.ACCESS_KEY_ID, SqsClients.SECRET_ACCESS_KEY);
    try {
      return Files.writeString(file, text);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  String name() {
    return json.path("name").asText();
  }

  String topic() {
    return json.path("config").path("topics").asText();
  }

  String deadLetterTopic() {
    return json.path("config").path("errors.deadletterqueue.topic.name").asText();
  }

  private static Path path() {
    return ProjectFiles.root().resolve(PLACE);
  }
}
