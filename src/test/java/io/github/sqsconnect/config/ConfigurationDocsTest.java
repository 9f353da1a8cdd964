package io.github.sqsconnect.config;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.apache.kafka.common.config.ConfigDef;
import org.junit.jupiter.api.Test;

/**
 * Compares the pages about the configuration with the definition of the keys. {@code ./mvnw test
 * -Dtest=ConfigurationDocsTest -Ddocs.write=true} writes them.
 */
class ConfigurationDocsTest {
  private static final boolean WRITE = Boolean.getBoolean("docs.write");

  private final ConfigurationDocs docs = new ConfigurationDocs(SqsSinkConfig.definition());

  @Test
  void referenceIsCorrect() throws IOException {
    check(Path.of("docs/configuration.md"), docs.page());
  }

  /** A change of this file changes what users rely on, and needs a line in the changelog. */
  @Test
  void keysAreUnchanged() throws IOException {
    check(Path.of("src/test/resources/config/keys.txt"), docs.contract());
  }

  @Test
  void everyKeyIsDescribed() {
    for (ConfigDef.ConfigKey key : SqsSinkConfig.definition().configKeys().values()) {
      assertThat(key.documentation).as(key.name).endsWith(".").doesNotContain("<", "`");
      assertThat(key.displayName).as(key.name).isNotBlank();
    }
    assertThat(SqsSinkConfig.definition().configKeys().values())
        .filteredOn(key -> key.importance == ConfigDef.Importance.HIGH)
        .hasSizeLessThanOrEqualTo(6);
  }

  private static void check(Path file, String content) throws IOException {
    if (WRITE) {
      Files.createDirectories(file.toAbsolutePath().getParent());
      Files.writeString(file, content);
    }
    assertThat(Files.readString(file)).isEqualTo(content);
  }
}
