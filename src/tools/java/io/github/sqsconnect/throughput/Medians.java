package io.github.sqsconnect.throughput;

import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.List;
import java.util.Locale;
import java.util.function.ToDoubleFunction;

/**
 * The rounds of one turn beside the rounds of its ceiling.
 *
 * @param results of the turn
 * @param ceiling of the ceiling, in the same rounds
 */
record Medians(List<Result> results, List<Result> ceiling) {
  /** The head of a table of turns. */
  static final String HEAD =
      """
      | scenario | forwarded by | messages/s | CPU, µs a message | allocated, KB | entries a request | billed | waits |
      | --- | --- | --- | --- | --- | --- | --- | --- |
      """;

  Scenario scenario() {
    return results.get(0).scenario();
  }

  String subject() {
    return results.get(0).subject();
  }

  /** Messages a second, as a share of the ceiling's. */
  double pace() {
    return median(results, Result::messagesPerSecond) / median(ceiling, Result::messagesPerSecond);
  }

  /** Processor time of a message, as a share of the ceiling's. */
  double cpu() {
    return median(results, Result::cpuMicros) / median(ceiling, Result::cpuMicros);
  }

  double messagesPerSecond() {
    return median(results, Result::messagesPerSecond);
  }

  double entriesPerRequest() {
    return median(results, Result::entriesPerRequest);
  }

  String line() {
    return String.format(
        Locale.ROOT,
        "%-28s %-10s %24s msg/s %5.2f | %20s us CPU %5.2f | %7.0f B allocated | %6.2f a request, billed %.2f, waiting %3.0f %%",
        scenario().label(),
        subject(),
        spread(Result::messagesPerSecond, 0),
        pace(),
        spread(Result::cpuMicros, 1),
        cpu(),
        median(results, Result::allocatedPerMessage),
        median(results, Result::entriesPerRequest),
        median(results, Result::billedShare),
        100 * median(results, Result::waitingShare));
  }

  /** A row under {@link #HEAD}. */
  String row() {
    boolean isCeiling = subject().equals(ceiling.get(0).subject());
    return String.format(
        Locale.ROOT,
        "| %s | %s | %s%s | %,.1f%s | %,.1f | %.2f | %.2f | %.0f %% |",
        scenario().label(),
        subject(),
        spread(Result::messagesPerSecond, 0),
        isCeiling ? "" : share(pace()),
        median(results, Result::cpuMicros),
        isCeiling ? "" : share(cpu()),
        median(results, Result::allocatedPerMessage) / 1e3,
        median(results, Result::entriesPerRequest),
        median(results, Result::billedShare),
        100 * median(results, Result::waitingShare));
  }

  private static String share(double share) {
    return String.format(Locale.ROOT, ", **%.2f**", share);
  }

  void write(ObjectNode out) {
    out.put("scenario", scenario().label());
    out.put("subject", subject());
    out.put("bodyBytes", Math.round(results.get(0).bytes()));
    out.put("ceiling", ceiling.get(0).subject());
    out.put("pace", rounded(pace(), 3));
    out.put("cpu", rounded(cpu(), 3));
    write(out, "messagesPerSecond", Result::messagesPerSecond, 0);
    write(out, "cpuSecondsPerMillion", Result::cpuMicros, 2);
    write(out, "allocatedBytesPerMessage", Result::allocatedPerMessage, 0);
    write(out, "entriesPerRequest", Result::entriesPerRequest, 3);
    write(out, "billedAgainstOptimum", Result::billedShare, 3);
    write(out, "waitingShare", Result::waitingShare, 3);
  }

  private void write(ObjectNode out, String name, ToDoubleFunction<Result> figure, int digits) {
    ObjectNode node = out.putObject(name);
    node.put("median", rounded(median(results, figure), digits));
    var rounds = node.putArray("rounds");
    results.forEach(result -> rounds.add(rounded(figure.applyAsDouble(result), digits)));
  }

  private String spread(ToDoubleFunction<Result> figure, int digits) {
    double[] sorted = sorted(results, figure);
    String form = "%,." + digits + "f (%,." + digits + "f to %,." + digits + "f)";
    return String.format(
        Locale.ROOT, form, median(results, figure), sorted[0], sorted[sorted.length - 1]);
  }

  private static double median(List<Result> of, ToDoubleFunction<Result> figure) {
    return sorted(of, figure)[of.size() / 2];
  }

  private static double[] sorted(List<Result> of, ToDoubleFunction<Result> figure) {
    return of.stream().mapToDouble(figure).sorted().toArray();
  }

  private static double rounded(double value, int digits) {
    double scale = Math.pow(10, digits);
    return Math.round(value * scale) / scale;
  }
}
