package io.github.sqsconnect.docs;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.sqsconnect.delivery.RetryCause;
import io.github.sqsconnect.json.RejectionKind;
import io.github.sqsconnect.metrics.MetricScope;
import io.github.sqsconnect.metrics.SinkMetric;
import io.github.sqsconnect.project.ProjectFiles;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/**
 * Checks {@code docs/metrics.md}. {@code ./mvnw test -Dtest=MetricsDocsTest -Ddocs.write=true}
 * writes the tables.
 */
class MetricsDocsTest {
  private static final Path FILE = Path.of("docs/metrics.md");
  private static final String BEGIN = "<!-- metrics: written by the build -->";
  private static final String END = "<!-- end of metrics -->";

  @Test
  void tablesMatchTheDeclaration() {
    StringBuilder tables = new StringBuilder();
    for (MetricScope scope : MetricScope.values()) {
      List<String> labels = new ArrayList<>(List.of("connector", "task"));
      labels.addAll(scope.labels());
      tables.append("\n## `").append(scope.type()).append("`\n\n").append(scope.description());
      tables.append("\n\n`kafka.connect:type=").append(scope.type());
      labels.forEach(label -> tables.append(',').append(label).append("=…"));
      tables.append("`\n\n| metric | kind | unit | meaning |\n|---|---|---|---|\n");
      SinkMetric.in(scope).forEach(metric -> tables.append(row(metric)));
    }
    new GeneratedPage(FILE).assertSection(BEGIN, tables.toString(), END);
  }

  private static String row(SinkMetric metric) {
    String first = metric.attributes().get(0);
    return "| `"
        + first.substring(0, first.length() - metric.kind().suffixes().get(0).length())
        + "` | "
        + metric.kind().name().toLowerCase(Locale.ROOT)
        + " | "
        + metric.unit()
        + " | "
        + metric.description()
        + " |\n";
  }

  @Test
  void everyReasonAndEveryCauseIsListed() {
    String labels = ProjectFiles.read(FILE);
    labels = labels.substring(labels.indexOf("\n## Labels"));
    List<String> words =
        Stream.concat(Stream.of(RejectionKind.values()), Stream.of(RetryCause.values()))
            .map(constant -> "`" + constant.name().toLowerCase(Locale.ROOT) + "`")
            .toList();
    assertThat(labels).contains(words);
  }
}
