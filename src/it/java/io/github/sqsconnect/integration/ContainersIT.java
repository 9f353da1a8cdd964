package io.github.sqsconnect.integration;

import io.github.sqsconnect.servers.ConnectWorker;
import io.github.sqsconnect.servers.KafkaTopics;
import io.github.sqsconnect.servers.PluginArchive;
import io.github.sqsconnect.servers.ProjectFiles;
import io.github.sqsconnect.servers.RunningSqs;
import java.nio.file.Path;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Nested;
import org.testcontainers.junit.jupiter.Container;
import org.testcontainers.junit.jupiter.Testcontainers;
import org.testcontainers.kafka.KafkaContainer;
import org.testcontainers.localstack.LocalStackContainer;
import org.testcontainers.utility.DockerImageName;

/**
 * The same contracts against containers of Kafka and LocalStack, where there is a Docker engine.
 */
@Testcontainers(disabledWithoutDocker = true)
final class ContainersIT {
  @Container
  private static final KafkaContainer KAFKA =
      new KafkaContainer(DockerImageName.parse("apache/kafka:3.9.1"));

  /** The last image that starts without an account of its maker. */
  @Container
  private static final LocalStackContainer LOCALSTACK =
      new LocalStackContainer(DockerImageName.parse("localstack/localstack:4.14.0"))
          .withServices("sqs");

  private static ConnectWorker worker;
  private static KafkaTopics topics;
  private static Environment environment;

  @BeforeAll
  static void startWorker() {
    Path directory = ProjectFiles.fresh(ProjectFiles.target().resolve("integration-containers"));
    Path plugins = PluginArchive.unpack(ProjectFiles.archive(), directory.resolve("plugins"));
    String bootstrapServers = KAFKA.getBootstrapServers().replace("PLAINTEXT://", "");
    worker = ConnectWorker.of(bootstrapServers, plugins, directory.resolve("worker")).start();
    topics = new KafkaTopics(bootstrapServers);
    environment = new Environment(worker.rest(), topics, RunningSqs.at(LOCALSTACK.getEndpoint()));
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
  final class Delivery extends DeliveryContract {
    @Override
    Environment environment() {
      return environment;
    }
  }

  @Nested
  final class Rejection extends RejectionContract {
    @Override
    Environment environment() {
      return environment;
    }
  }
}
