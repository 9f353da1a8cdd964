package io.github.sqsconnect.cli;

import com.fasterxml.jackson.core.JsonGenerator;
import io.github.sqsconnect.analysis.ConfigFile;
import io.github.sqsconnect.analysis.InputException;
import io.github.sqsconnect.analysis.Preview;
import io.github.sqsconnect.cli.Screen.Style;
import io.github.sqsconnect.config.DeliverySettings;
import io.github.sqsconnect.config.ForwardingSettings;
import io.github.sqsconnect.config.SqsSinkConfig;
import io.github.sqsconnect.message.Assembly;
import java.io.IOException;
import java.math.BigDecimal;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.Callable;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.apache.kafka.common.config.ConfigException;
import org.apache.kafka.connect.sink.SinkRecord;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** {@code sqs-sink cost}: requests, billed units and money per month. */
@Command(
    name = "cost",
    description = {
      "Estimates requests, billed units and money per month at a rate of records.",
      "Sends records like the given ones through the connector's own batching, on a simulated clock."
    },
    footer = {
      "",
      "Exit status: 0 estimated, 1 the same, but records were rejected and left out, 2 the input cannot be read."
    })
final class CostCommand implements Callable<Integer> {
  private static final Pattern RATE = Pattern.compile("(\\d{1,9}(?:\\.\\d{1,6})?)(?:/s)?");
  private static final double SECONDS_OF_MONTH = 30 * 24 * 3_600;

  /** Enough for averages that change by less than a percent with more records. */
  private static final long RECORDS = 5_000;

  /** Records that are larger are fewer: requests are full after a few of them. */
  private static final long MOST_BYTES = 128L << 20;

  private static final int MOST_SAMPLES = 10_000;

  private static final double MOST_PRICE = 1_000_000;

  /** An alternative is shown if it saves at least this part. */
  private static final double LEAST_SAVING = 0.02;

  /** One way to send the records. */
  private record Estimate(String name, Usage usage) {}

  private final Screen screen;

  @Parameters(
      index = "0",
      paramLabel = "CONFIG",
      description =
          "the connector's configuration: JSON as the REST API accepts it, or .properties")
  private Path config;

  @Parameters(index = "1", arity = "0..1", paramLabel = "FILE", description = RecordOptions.FILE)
  private @Nullable String file;

  @Option(
      names = "--rate",
      required = true,
      paramLabel = "N/s",
      description = "records per second of one task")
  private String rate = "";

  @Option(
      names = "--price-per-million",
      paramLabel = "USD",
      description = {
        "price of a million billed units; by default 0.40 for standard and 0.50 for FIFO queues, which third-party"
            + " pages listed for us-east-1 and the first 100 billion in July 2026"
      })
  private @Nullable Double price;

  @Mixin private RecordOptions records;

  @Option(names = "--json", description = "print JSON")
  private boolean json;

  CostCommand(Screen screen) {
    this.screen = screen;
  }

  @Override
  public Integer call() {
    double perSecond = perSecond();
    refuseOtherPrice();
    Map<String, @Nullable String> settings = ConfigFile.read(config);
    Preview preview = Preview.of(settings);
    PreviewSummary summary = new PreviewSummary();
    List<SinkRecord> sample = sample(settings, preview, summary);

    long number = records(sample.size(), summary.bytes());
    Usage asConfigured = CostSimulation.of(preview.config(), sample, perSecond, number);
    List<Estimate> estimates = new ArrayList<>();
    estimates.add(new Estimate("as configured", asConfigured));
    estimates.add(
        new Estimate(
            "full requests",
            CostSimulation.of(preview.config(), sample, Double.POSITIVE_INFINITY, number)));
    estimates.addAll(cheaper(settings, sample, perSecond, asConfigured));
    if (json) {
      JsonOutput.print(screen, generator -> write(generator, estimates, perSecond, summary));
    } else {
      print(estimates, perSecond, summary);
    }
    return summary.rejected() == 0 ? ExitStatus.OK : ExitStatus.FOUND;
  }

  private double perSecond() {
    Matcher number = RATE.matcher(rate);
    double perSecond = number.matches() ? Double.parseDouble(number.group(1)) : 0;
    if (perSecond <= 0) {
      throw new InputException(
          "--rate " + rate + " is not a rate. Allowed: records per second, for example 200/s");
    }
    return perSecond;
  }

  /** The records that become messages, as the connector receives them. */
  private List<SinkRecord> sample(
      Map<String, @Nullable String> settings, Preview preview, PreviewSummary summary) {
    List<SinkRecord> sample = new ArrayList<>();
    records.forEach(
        file,
        settings,
        raw -> {
          if (summary.records() == MOST_SAMPLES) {
            throw new InputException(
                "more than " + Counted.number(MOST_SAMPLES) + " records. Allowed: that many");
          }
          Preview.Outcome outcome = preview.of(raw);
          summary.add(outcome);
          SinkRecord received = outcome.received();
          if (received != null && !(outcome.assembly() instanceof Assembly.Rejected)) {
            sample.add(received);
          }
        });
    if (summary.messages() == 0) {
      throw new InputException("no record becomes a message. See: sqs-sink preview");
    }
    return sample;
  }

  private void refuseOtherPrice() {
    if (price != null && !(price >= 0 && price <= MOST_PRICE)) {
      throw new InputException(
          "--price-per-million " + price + " is not a price. Allowed: 0 to 1000000");
    }
  }

  /**
   * How many records an estimate needs.
   *
   * @param sample how many are given
   * @param bytes of the messages of all that are given
   */
  static long records(int sample, long bytes) {
    long ofBytes = MOST_BYTES / Math.max(1, bytes / sample);
    return Math.max(sample, Math.min(RECORDS, ofBytes));
  }

  /** Settings that would lower the cost, the cheapest first. */
  private static List<Estimate> cheaper(
      Map<String, @Nullable String> settings,
      List<SinkRecord> sample,
      double perSecond,
      Usage asConfigured) {
    List<Estimate> cheaper = new ArrayList<>();
    for (String[] change :
        new String[][] {
          {DeliverySettings.LINGER_MS, "20"},
          {DeliverySettings.LINGER_MS, "100"},
          {DeliverySettings.LINGER_MS, "1000"},
          {DeliverySettings.BATCH_MAX_MESSAGES, "10"},
          {DeliverySettings.FIFO_ORDERING, "relaxed"},
          {ForwardingSettings.SEND_AS_BATCH, "true"}
        }) {
      Usage usage = changed(settings, change[0], change[1], sample, perSecond, asConfigured);
      if (usage != null && usage.units() < asConfigured.units() * (1 - LEAST_SAVING)) {
        cheaper.add(new Estimate(change[0] + '=' + change[1], usage));
      }
    }
    cheaper.sort(Comparator.comparingLong(each -> each.usage().units()));
    return cheaper;
  }

  private static @Nullable Usage changed(
      Map<String, @Nullable String> settings,
      String key,
      String value,
      List<SinkRecord> sample,
      double perSecond,
      Usage asConfigured) {
    Map<String, @Nullable String> changed = new HashMap<>(settings);
    changed.put(key, value);
    try {
      SqsSinkConfig config = SqsSinkConfig.from(changed);
      return config.conflicts().isEmpty()
          ? CostSimulation.of(config, sample, perSecond, asConfigured.records())
          : null;
    } catch (ConfigException notAllowed) {
      return null;
    }
  }

  private double money(Usage usage) {
    double standard = price == null ? 0.40 : price;
    double fifo = price == null ? 0.50 : price;
    return (usage.standardUnits() * standard + usage.fifoUnits() * fifo) / 1_000_000;
  }

  private static double monthly(Usage usage, double total, double perSecond) {
    return total / usage.records() * perSecond * SECONDS_OF_MONTH;
  }

  private void print(List<Estimate> estimates, double perSecond, PreviewSummary summary) {
    screen.cut(
        Style.BOLD,
        String.format(
            "%-28s%12s%12s%16s%12s",
            plain(perSecond) + " records/s", "requests/s", "messages/", "billed units", "USD"));
    screen.cut(
        Style.BOLD,
        String.format("%-28s%12s%12s%16s%12s", "", "", "request", "per month", "per month"));
    for (Estimate estimate : estimates) {
      Usage usage = estimate.usage();
      screen.cut(
          Style.PLAIN,
          String.format(
              Locale.ROOT,
              "%-28s%12.1f %11.2f %,15.0f %,11.2f",
              estimate.name(),
              usage.perRecord(usage.requests()) * perSecond,
              (double) usage.messages() / usage.requests(),
              monthly(usage, (double) usage.units(), perSecond),
              monthly(usage, money(usage), perSecond)));
    }
    screen.line("");
    if (summary.rejected() > 0) {
      screen.wrapped(
          Style.ERROR,
          "",
          Counted.of(summary.rejected(), "record")
              + " of "
              + Counted.number(summary.records())
              + " would be rejected and left out. See: sqs-sink preview");
    }
    screen.wrapped(
        "",
        "A month has 30 days. One task, records evenly spaced, responses at once, no retries. \"full requests\" is what"
            + " the same records use if all are there at once.");
  }

  private static String plain(double number) {
    return number == Math.rint(number)
        ? Counted.number((long) number)
        : BigDecimal.valueOf(number).stripTrailingZeros().toPlainString();
  }

  private void write(
      JsonGenerator generator, List<Estimate> estimates, double perSecond, PreviewSummary summary)
      throws IOException {
    generator.writeStartObject();
    generator.writeNumberField("records_per_second", perSecond);
    generator.writeArrayFieldStart("estimates");
    for (Estimate estimate : estimates) {
      Usage usage = estimate.usage();
      generator.writeStartObject();
      generator.writeStringField("name", estimate.name());
      generator.writeNumberField(
          "requests_per_second", usage.perRecord(usage.requests()) * perSecond);
      generator.writeNumberField(
          "messages_per_request", (double) usage.messages() / usage.requests());
      generator.writeNumberField(
          "billed_units_per_month", Math.round(monthly(usage, (double) usage.units(), perSecond)));
      generator.writeNumberField(
          "usd_per_month", Math.round(monthly(usage, money(usage), perSecond) * 100) / 100.0);
      generator.writeEndObject();
    }
    generator.writeEndArray();
    summary.write(generator);
    generator.writeEndObject();
  }
}
