package io.github.sqsconnect.analysis;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class ConfigFileTest {
  @TempDir private Path folder;

  @Test
  void jsonOfTheRestApiIsRead() throws IOException {
    assertThat(read("{\"name\": \"n\", \"config\": {\"a\": \"1\", \"b\": 2, \"c\": true}}"))
        .isEqualTo(Map.of("name", "n", "a", "1", "b", "2", "c", "true"));
  }

  @Test
  void jsonWithTheSettingsOnlyIsRead() throws IOException {
    assertThat(read(" {\"config\": \"1\", \"b\": \"x\\u00e9\"}"))
        .isEqualTo(Map.of("config", "1", "b", "xé"));
  }

  @Test
  void nullStaysNull() throws IOException {
    Map<String, String> expected = new HashMap<>();
    expected.put("a", null);
    assertThat(read("{\"a\": null}")).isEqualTo(expected);
  }

  @Test
  void byteOrderMarkBeforeJsonIsSkippedAsByAWorker() throws IOException {
    assertThat(read("\uFEFF{\"a\": \"1\"}")).isEqualTo(Map.of("a", "1"));
  }

  @Test
  void nameInConfigIsThatOfTheConnector() throws IOException {
    assertThat(read("{\"name\": \"n\", \"config\": {\"name\": \"n\", \"a\": 1}}"))
        .isEqualTo(Map.of("name", "n", "a", "1"));
    assertThat(read("{\"config\": {\"a\": 1}}")).isEqualTo(Map.of("name", "", "a", "1"));
    assertThat(read("{\"name\": \"n\", \"config\": \"c\"}"))
        .isEqualTo(Map.of("name", "n", "config", "c"));
  }

  @Test
  void charactersOfPropertiesAreThoseOfAWorker() throws IOException {
    assertThat(read("# für\na=\\u00e9\n")).isEqualTo(Map.of("a", "é"));
  }

  @Test
  void fileThatIsNamedJsonIsRead() throws IOException {
    for (String text : List.of("[{\"a\": 1}]", "// comment\n{\"a\": 1}", "", "\"a=b\"")) {
      Path file = Files.writeString(folder.resolve("a.JSON"), text);
      assertThatThrownBy(() -> ConfigFile.read(file))
          .isInstanceOf(InputException.class)
          .hasMessageMatching(
              ".*/a\\.JSON is (an array\\.|a string\\.|not valid JSON at byte 0, ).*");
    }
  }

  @Test
  void propertiesAreRead() throws IOException {
    assertThat(read("# comment\na=1\nb : two\\\n  lines\n"))
        .isEqualTo(Map.of("a", "1", "b", "twolines"));
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "{\"a\": | not valid JSON at byte 5",
        "{\"a\": {\"b\": 1}} | the value of a is an object",
        "{\"a\": [1]} | the value of a is an array",
        "a\\u00zz=1 | cannot be read as properties",
        "# nothing | has no settings",
        "\uFEFFname=a | begins with a byte-order mark",
        "a=ü | : a has a character that is not ASCII",
        "ü=a | : ü has a character that is not ASCII",
        "'a=1\nb=2\na=3' | sets a twice",
        "{\"a\": 1, \"b\": 2, \"a\": 3} | sets /a twice",
        "{\"config\": {\"a\": null, \"a\": 3}} | sets /config/a twice",
        "{\"name\": \"n\", \"config\": {\"name\": \"m\"}} | two names, 'n' and in config 'm'"
      })
  void fileThatIsNoConfigurationIsRefusedWithItsName(String text, String reason) {
    assertThatThrownBy(() -> read(text))
        .isInstanceOf(InputException.class)
        .hasMessageStartingWith(folder.resolve("config").toString())
        .hasMessageContaining(reason);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "apiVersion: kafka.strimzi.io/v1\nkind: KafkaConnector\nspec:\n  config:\n    topics: a",
        "# a\n---\nkind: KafkaConnector\napiVersion: v1",
        "{\"apiVersion\": \"kafka.strimzi.io/v1\", \"kind\": \"KafkaConnector\", \"spec\": {}}"
      })
  void resourceOfKubernetesIsRefusedWithWhatToDo(String text) {
    assertThatThrownBy(() -> read(text))
        .isInstanceOf(InputException.class)
        .hasMessageMatching(
            ".*/config is a resource of Kubernetes\\. Allowed: the JSON .*, or properties\\. Copy spec\\.config .*");
  }

  @Test
  void yamlIsRefusedByTheNameOfItsFile() throws IOException {
    for (String name : List.of("a.yaml", "a.yml")) {
      Path file = Files.writeString(folder.resolve(name), "topics: \"orders\"\n");
      assertThatThrownBy(() -> ConfigFile.read(file))
          .hasMessageContaining(name + " is YAML. Allowed:");
      Files.writeString(file, "{\"topics\": \"orders\"}");
      assertThat(ConfigFile.read(file)).containsEntry("topics", "orders");
    }
  }

  @Test
  void fileThatIsNotTextIsRefused() throws IOException {
    assertRefused(new byte[] {'a', '=', (byte) 0xFF}, "is not text in UTF-8");
    assertRefused(new byte[] {'a', '=', 0}, "is not text.");
    assertRefused("a".repeat(1_048_577).getBytes(StandardCharsets.UTF_8), "larger than 1 MiB");
  }

  @Test
  void missingFileAndFolderAreRefused() {
    assertThatThrownBy(() -> ConfigFile.read(folder.resolve("none")))
        .hasMessageEndingWith("none does not exist");
    assertThatThrownBy(() -> ConfigFile.read(folder))
        .hasMessageEndingWith("is not a file that can be read");
  }

  private void assertRefused(byte[] content, String reason) throws IOException {
    Path file = Files.write(folder.resolve("config"), content);
    assertThatThrownBy(() -> ConfigFile.read(file))
        .isInstanceOf(InputException.class)
        .hasMessageContaining(reason);
  }

  private Map<String, String> read(String text) throws IOException {
    return ConfigFile.read(Files.writeString(folder.resolve("config"), text));
  }
}
