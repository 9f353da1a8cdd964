package io.github.sqsconnect.cli;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.github.sqsconnect.project.Unchecked;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What the command prints; that its counts are right is in {@code CostProperties}. */
class CostCommandTest {
  private static final ObjectMapper JSON = new ObjectMapper();
  private static final double MONTH = 30 * 24 * 3_600.0;

  @TempDir private Path folder;
  private String queue = "https://sqs.eu-west-1.amazonaws.com/123456789012/q";
  private String settings = "sqs.message.format=json\n";

  @Test
  void messageThatTravelsAloneIsOneUnit() {
    JsonNode report = report("{}", "--rate", "10/s");
    assertThat(report.at("/estimates/0/name").asText()).isEqualTo("as configured");
    assertThat(report.at("/estimates/0/messages_per_request").asDouble()).isEqualTo(1);
    assertThat(report.at("/estimates/0/billed_units_per_month").asDouble()).isEqualTo(10 * MONTH);
    assertThat(report.at("/estimates/0/usd_per_month").asDouble()).isEqualTo(10.37);
    assertThat(report.at("/estimates/1/messages_per_request").asDouble()).isEqualTo(10);
    assertThat(report.at("/estimates/1/billed_units_per_month").asDouble()).isEqualTo(MONTH);
  }

  @Test
  void largeMessagesAreSeveralUnits() {
    JsonNode report = report("\"" + "x".repeat(100_000) + "\"", "--rate", "1");
    assertThat(report.at("/estimates/0/billed_units_per_month").asDouble()).isEqualTo(2 * MONTH);
  }

  @Test
  void priceIsThatOfTheQueueOrTheGivenOne() {
    queue += ".fifo";
    assertThat(report("{}", "--rate", "10/s").at("/estimates/0/usd_per_month").asDouble())
        .isEqualTo(12.96);
    assertThat(
            report("{}", "--rate", "10/s", "--price-per-million", "1")
                .at("/estimates/0/usd_per_month")
                .asDouble())
        .isEqualTo(25.92);
  }

  @Test
  void settingsThatLowerTheCostAreListedCheapestFirst() {
    settings += "sqs.batch.max.messages=2\n";
    List<String> names = new ArrayList<>();
    report("{}", "--rate", "1000/s")
        .at("/estimates")
        .forEach(each -> names.add(each.at("/name").asText()));
    assertThat(names)
        .containsExactly("as configured", "full requests", "sqs.batch.max.messages=10");
  }

  @Test
  void tableFitsAndIsAligned() {
    CommandRun run = run("{}", "--rate", "150/s");
    assertThat(run.errors()).isEmpty();
    assertThat(run.output())
        .contains(
            "150 records/s                 requests/s   messages/    billed units         USD\n",
            "as configured                      150.0        1.00     388,800,000      155.52\n",
            "sqs.linger.ms=1000                  15.0       10.00      38,880,000       15.55\n");
    assertThat(run.output().lines()).allMatch(line -> line.length() <= CommandRun.WIDTH);
  }

  @Test
  void rejectedRecordsAreLeftOutAndNamed() {
    CommandRun run = run("{}\n{\"a\": tru}", "--rate", "10/s");
    assertThat(run.status()).isOne();
    assertThat(run.output()).contains("1 record of 2 would be rejected and left out.");
    assertThat(run("{\"a\": tru}", "--rate", "10/s").errors())
        .contains("no record becomes a message")
        .hasLineCount(1);
  }

  @ParameterizedTest
  @ValueSource(strings = {"0/s", "many", "-1", "10/min", "1e9"})
  void rateThatIsNoneIsRefused(String rate) {
    CommandRun run = run("{}", "--rate=" + rate);
    assertThat(run.status()).isEqualTo(2);
    assertThat(run.errors()).contains("is not a rate. Allowed: ").hasLineCount(1);
  }

  @ParameterizedTest
  @ValueSource(strings = {"-1", "NaN", "Infinity", "1e300"})
  void priceThatIsNoneIsRefused(String price) {
    CommandRun run = run("{}", "--rate=1", "--price-per-million=" + price);
    assertThat(run.status()).isEqualTo(2);
    assertThat(run.errors()).contains("is not a price. Allowed: ").hasLineCount(1);
  }

  @Test
  void columnsOfLargeAndSmallNumbersStayApart() {
    assertThat(run("{}", "--rate", "999999999/s").output())
        .contains("as configured                 99999999.9       10.00 259,199,999,740,800 103,");
    assertThat(run("{}", "--rate", "0.000001").output()).startsWith("0.000001 records/s  ");
  }

  @Test
  void largeRecordsAreRepeatedLessOften() {
    assertThat(CostCommand.records(1, 2)).isEqualTo(5_000);
    assertThat(CostCommand.records(10, 10 << 20)).isEqualTo(128);
    assertThat(CostCommand.records(200, 200 << 20)).isEqualTo(200);
    assertThat(CostCommand.records(6_000, 6_000)).isEqualTo(6_000);
  }

  private JsonNode report(String records, String... options) {
    List<String> arguments = new ArrayList<>(List.of(options));
    arguments.add("--json");
    return Unchecked.call(
        () -> JSON.readTree(run(records, arguments.toArray(String[]::new)).output()));
  }

  private CommandRun run(String records, String... options) {
    Path config = folder.resolve("connector.properties");
    Path file = folder.resolve("records");
    Unchecked.run(
        () ->
            Files.writeString(
                config,
                "topics=orders\nvalue.converter=StringConverter\nsqs.queue.url="
                    + queue
                    + "\n"
                    + settings));
    Unchecked.run(() -> Files.writeString(file, records));
    List<String> arguments = new ArrayList<>(List.of("cost", config.toString(), file.toString()));
    arguments.addAll(List.of(options));
    return CommandRun.of(arguments.toArray(String[]::new));
  }
}
