package io.github.sqsconnect.integration;

import io.github.sqsconnect.integration.TestConnector.Servers;
import io.github.sqsconnect.project.ProjectFiles;
import io.github.sqsconnect.servers.ConnectWorker;
import io.github.sqsconnect.servers.KafkaTopics;
import io.github.sqsconnect.servers.LocalServers;
import io.github.sqsconnect.servers.LocalSqs;
import java.nio.file.Path;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Nested;
import org.testcontainers.junit.jupiter.Container;
import org.testcontainers.junit.jupiter.Testcontainers;
import org.testcontainers.kafka.KafkaContainer;
import org.testcontainers.localstack.LocalStackContainer;
import org.testcontainers.utility.DockerImageName;

/**
 * The tests of delivery and rejection on containers of Kafka and LocalStack; needs Docker.
 *
 * <p>It has never run: it was written from the sources of Testcontainers 2.0.5 and LocalStack. That
 * version of Testcontainers speaks version 1.44 of Docker's API, which Docker 29 requires.
 */
@Testcontainers(disabledWithoutDocker = true)
final class ContainersIT {
  @Container
  private static final KafkaContainer KAFKA =
      new KafkaContainer(DockerImageName.parse("apache/kafka:3.9.1"));

  /**
   * The last image that starts without an account: since March 23, 2026 the tag latest and newer
   * versions need {@code LOCALSTACK_AUTH_TOKEN}. It receives no more updates.
   */
  @Container
  private static final LocalStackContainer LOCALSTACK =
      new LocalStackContainer(DockerImageName.parse("localstack/localstack:4.14.0"))
          .withServices("sqs");

  private static ConnectWorker worker;
  private static KafkaTopics topics;
  private static Servers containers;

  @BeforeAll
  static void startWorker() {
    Path directory = ProjectFiles.emptied(ProjectFiles.target().resolve("integration-containers"));
    Path plugins = ProjectFiles.installArchive(directory.resolve("plugins"));
    String bootstrapServers = KAFKA.getBootstrapServers().replace("PLAINTEXT://", "");
    worker = ConnectWorker.of(bootstrapServers, plugins, directory.resolve("worker")).start();
    topics = new KafkaTopics(bootstrapServers);
    containers = new Servers(worker.rest(), topics, new LocalSqs(LOCALSTACK.getEndpoint()));
  }

  @AfterAll
  static void stopWorker() {
    if (topics != null) {
      topics.close();
    }
    if (worker != null) {
      worker.close();
    }
  }

  @Nested
  final class Delivery extends DeliveryIT {
    @Override
    void useLocalServers(LocalServers local) {}

    @BeforeEach
    void useContainers() {
      servers = containers;
    }
  }

  @Nested
  final class Rejection extends RejectionIT {
    @Override
    void useLocalServers(LocalServers local) {}

    @BeforeEach
    void useContainers() {
      servers = containers;
    }
  }
}
