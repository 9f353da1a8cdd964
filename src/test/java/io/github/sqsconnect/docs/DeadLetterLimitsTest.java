package io.github.sqsconnect.docs;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.sqsconnect.project.ProjectFiles;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/**
 * Every configuration that we show sets the limits of the dead-letter producer that {@code
 * docs/delivery.md} advises. MSK Connect may not allow them; there the worker sets what it can.
 */
class DeadLetterLimitsTest {
  private static final Path ADVICE = Path.of("docs/delivery.md");
  private static final String PAGE_SAMPLES =
      "src/main/resources/io/github/sqsconnect/page/samples.json";
  private static final String PRESETS = "src/main/java/io/github/sqsconnect/page/Preset.java";
  private static final Pattern SETTING =
      Pattern.compile(
          "\"?(errors\\.deadletterqueue\\.topic\\.name|producer\\.override\\.[a-z.]+)\"?"
              + "\\s*[:=,]\\s*\"?([\\w.-]+)");

  @Test
  void everyConfigurationWithADeadLetterTopicHasTheLimits() {
    Map<String, String> limits =
        settings(
            MarkdownPage.of(ADVICE).blocks("properties").stream()
                .map(MarkdownPage.Block::text)
                .filter(text -> text.startsWith("producer.override."))
                .findFirst()
                .orElseThrow());
    assertThat(limits).hasSize(3);

    List<String> configurations = configurations();
    assertThat(configurations).hasSizeGreaterThan(30);
    for (String configuration : configurations) {
      assertThat(settings(configuration)).as(configuration).containsAllEntriesOf(limits);
    }
  }

  /** The texts with one configuration each: files, and blocks of pages. */
  private static List<String> configurations() {
    List<String> texts = new ArrayList<>();
    Stream.of("config", "docs", "README.md", PAGE_SAMPLES, PRESETS)
        .flatMap(place -> ProjectFiles.tree(Path.of(place), "").stream())
        .forEach(
            file -> {
              if (file.toString().endsWith(".md")) {
                MarkdownPage.of(file).blocks().forEach(block -> texts.add(block.text()));
              } else if (file.toString().matches(".*\\.(json|properties|yaml|java)")) {
                texts.add(ProjectFiles.read(file));
              }
            });
    texts.removeIf(text -> !settings(text).containsKey("errors.deadletterqueue.topic.name"));
    return texts;
  }

  private static Map<String, String> settings(String text) {
    Map<String, String> settings = new TreeMap<>();
    SETTING.matcher(text).results().forEach(found -> settings.put(found.group(1), found.group(2)));
    return settings;
  }
}
