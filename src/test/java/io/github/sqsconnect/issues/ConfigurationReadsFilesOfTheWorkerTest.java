package io.github.sqsconnect.issues;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.sqsconnect.config.SqsSinkConfig;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * A connector that named its own config provider read any file of the worker, and could send it to
 * a queue. Now only the worker's providers replace placeholders, before the connector starts.
 */
class ConfigurationReadsFilesOfTheWorkerTest {
  private static final String PROVIDER =
      "org.apache.kafka.common.config.provider.FileConfigProvider";

  @Test
  void providerThatTheConfigurationNamesIsNotUsed(@TempDir Path directory) throws IOException {
    Path file = Files.writeString(directory.resolve("worker.properties"), "key=s3cret\n");
    String placeholder = "${file:" + file + ":key}";

    SqsSinkConfig config =
        SqsSinkConfig.from(
            Map.of(
                "sqs.queue.url",
                "https://sqs.eu-west-1.amazonaws.com/123456789012/orders",
                "sqs.id.namespace",
                placeholder,
                "config.providers",
                "file",
                "config.providers.file.class",
                PROVIDER));

    assertThat(config.message().idNamespace()).isEqualTo(placeholder);
  }

  @Test
  void providerThatDoesNotExistIsNoFailure() {
    SqsSinkConfig config =
        SqsSinkConfig.from(
            Map.of(
                "sqs.queue.url", "https://sqs.eu-west-1.amazonaws.com/123456789012/orders",
                "sqs.id.namespace", "a",
                "config.providers", "f",
                "config.providers.f.class", "no.such.Class"));

    assertThat(config.message().idNamespace()).isEqualTo("a");
  }
}
