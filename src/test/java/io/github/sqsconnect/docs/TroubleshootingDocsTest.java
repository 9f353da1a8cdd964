package io.github.sqsconnect.docs;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.sqsconnect.delivery.StopReason;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/**
 * Makes a task stop for each reason and compares its message with {@code docs/troubleshooting.md}.
 * {@code ./mvnw test -Dtest=TroubleshootingDocsTest -Ddocs.write=true} writes the messages and the
 * tables; check the difference before you commit it.
 */
class TroubleshootingDocsTest {
  private static final Path FILE = Path.of("docs/troubleshooting.md");
  private static final String BEGIN = "<!-- stop reasons: written by the build -->";
  private static final String END = "<!-- end of stop reasons -->";
  private static final String ENDING =
      "Then restart the task; nothing is lost, its offsets are not committed.";

  /** Reasons whose messages contain no response of SQS. */
  private static final Set<StopReason> WITHOUT_ANSWER =
      EnumSet.of(
          StopReason.DEAD_LETTER_TOO_LARGE,
          StopReason.DEAD_LETTER_NOT_WRITTEN,
          StopReason.NO_REGION,
          StopReason.PLACEHOLDER,
          StopReason.NOT_ASSIGNED,
          StopReason.WORKER_SETTINGS,
          StopReason.REJECTED_BY_GATEWAY,
          StopReason.REJECTED_FROM_START);

  private final GeneratedPage page = new GeneratedPage(FILE);

  @ParameterizedTest
  @EnumSource(StopReason.class)
  void pageShowsTheMessageOfEachReason(StopReason reason) {
    String message = StopScenario.message(reason, true);
    assertThat(message).startsWith(reason.id() + ' ').contains(reason.fix()).endsWith(ENDING);
    assertThat(message)
        .containsPattern(
            "record events-0-4\\d|queue https?://[^ ]+|the region is not known|aws\\.access\\.key"
                + "|environment variable AWS_");
    if (!WITHOUT_ANSWER.contains(reason)) {
      assertThat(message).containsPattern(": [A-Z][A-Za-z.]+ \\(");
      assertThat(StopScenario.containsRequestId(message)).as(message).isTrue();
    }
    page.assertBlock("text " + reason.id(), wrapped(message));
  }

  @ParameterizedTest
  @EnumSource(StopReason.class)
  void reasonIsTheSameWithTheOtherNamesOfTheErrors(StopReason reason) {
    assertThat(StopScenario.message(reason, false)).startsWith(reason.id() + ' ');
  }

  @ParameterizedTest
  @EnumSource(StopReason.class)
  void everyReasonHasASectionWithCauseAndFix(StopReason reason) {
    assertThat(section(reason))
        .contains("\n**When.** ")
        .contains("```text " + reason.id() + "\n")
        .containsPattern("\n1\\. ");
  }

  @Test
  void onlyExistingReasonsHaveASection() {
    List<String> ids = new ArrayList<>();
    Pattern.compile("(?m)^### (SQS-\\d+) ")
        .matcher(page.text())
        .results()
        .forEach(found -> ids.add(found.group(1)));
    assertThat(ids).isEqualTo(EnumSet.allOf(StopReason.class).stream().map(r -> r.id()).toList());
  }

  @Test
  void tablesContainEveryReasonAndItsCodes() {
    StringBuilder tables = new StringBuilder("| id | what happened |\n|---|---|\n");
    Map<String, String> reasonsByCode = new TreeMap<>();
    for (StopReason reason : StopReason.values()) {
      String title = title(reason);
      String link = "[" + reason.id() + "](#" + anchor(title) + ")";
      String what = title.substring(reason.id().length() + 1);
      tables.append("| ").append(link).append(" | ").append(what).append(" |\n");
      ErrorCodes.of(reason).forEach(code -> reasonsByCode.put(code, link));
    }
    tables.append(
        """

        These error codes lead to a stop. A code with two names has the name of the JSON protocol first, and in parentheses the older one,
        which AWS sends too and which the connector shows if it is there. Any code may also have the prefix `AWS.SimpleQueueService.`. A code
        has the same effect for a whole request and for one message. Ids without a code have other causes: see their sections.

        | code | id |
        |---|---|
        """);
    reasonsByCode.forEach(
        (code, link) -> tables.append("| ").append(code).append(" | ").append(link).append(" |\n"));
    page.assertSection(BEGIN, tables.toString(), END);
  }

  // --- other parts of the page

  @Test
  void keysOfTheProgressLineAreExplained() {
    List<String> keys = new ArrayList<>();
    MarkdownPage.of(FILE)
        .table("## The progress line")
        .forEach(row -> keys.addAll(MarkdownPage.code(row.get(0))));
    assertThat(keys).isEqualTo(ConnectorTexts.keysOfTheProgressLine());
  }

  @Test
  void everyLineThatTheConnectorLogsIsExplained() {
    Set<String> explained = new TreeSet<>();
    MarkdownPage.of(FILE)
        .table("## Lines in the log")
        .forEach(row -> explained.addAll(MarkdownPage.code(row.get(0))));
    assertThat(explained).isEqualTo(ConnectorTexts.events());
  }

  @Test
  void everyReasonToRejectARecordIsExplained() {
    List<String> explained = new ArrayList<>();
    MarkdownPage.of(FILE)
        .table("### Every reason")
        .forEach(row -> explained.addAll(MarkdownPage.code(row.get(0))));
    assertThat(explained).containsExactlyInAnyOrderElementsOf(ConnectorTexts.rejections());
  }

  private String title(StopReason reason) {
    return page.text()
        .lines()
        .filter(line -> line.startsWith("### " + reason.id() + " "))
        .map(line -> line.substring("### ".length()))
        .findFirst()
        .orElseThrow(() -> new AssertionError("no section on " + reason));
  }

  private String section(StopReason reason) {
    String from = page.text().substring(page.text().indexOf("### " + title(reason)));
    int next = from.indexOf("\n#", 1);
    return next < 0 ? from : from.substring(0, next);
  }

  private static String anchor(String title) {
    return new MarkdownPage("# " + title.toLowerCase(Locale.ROOT)).anchors().iterator().next();
  }

  /** A message in lines of the page's width. */
  private static String wrapped(String message) {
    return message.replaceAll("(.{1,110})(?: |$)", "$1\n").stripTrailing();
  }
}
