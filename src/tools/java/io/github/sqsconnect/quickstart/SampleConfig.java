package io.github.sqsconnect.quickstart;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.github.sqsconnect.project.ProjectFiles;
import io.github.sqsconnect.project.Unchecked;
import io.github.sqsconnect.servers.LocalSqs;
import java.nio.file.Path;

/** The sample configuration that users start from, with its placeholders filled in. */
record SampleConfig(ObjectNode json) {
  static final String FILE = "config/quickstart-sqs.json";

  /** Reads the sample for a queue; the key pair stays in a file that only the worker reads. */
  static SampleConfig of(String queueUrl, Path credentials) {
    Path file = ProjectFiles.root().resolve(FILE);
    ObjectNode json = (ObjectNode) Unchecked.call(() -> new ObjectMapper().readTree(file.toFile()));

    ObjectNode config = (ObjectNode) json.path("config");
    config.put("sqs.queue.url", queueUrl);
    config.put("sqs.region", LocalSqs.REGION.id());
    config.put("aws.access.key.id", "${file:" + credentials + ":access.key.id}");
    config.put("aws.secret.access.key", "${file:" + credentials + ":secret.access.key}");
    config.put("errors.deadletterqueue.topic.replication.factor", "1");
    return new SampleConfig(json);
  }

  static Path writeCredentials(Path file) {
    return ProjectFiles.write(
        file,
        "access.key.id=%s%nsecret.access.key=%s%n"
            .formatted(LocalSqs.ACCESS_KEY_ID, LocalSqs.SECRET_ACCESS_KEY));
  }

  String connector() {
    return json.path("name").asText();
  }

  String topic() {
    return json.path("config").path("topics").asText();
  }

  /** The URL for the connector. */
  String queueUrl() {
    return json.path("config").path("sqs.queue.url").asText();
  }

  /** The name of the queue. */
  String queue() {
    return queueUrl().substring(queueUrl().lastIndexOf('/') + 1);
  }

  /** The dead-letter topic. */
  String rejected() {
    return json.path("config").path("errors.deadletterqueue.topic.name").asText();
  }
}
