package io.github.sqsconnect.benchmark;

import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.List;
import java.util.Locale;
import java.util.function.ToDoubleFunction;

/**
 * The results of all rounds of a forwarder, compared with a bare client.
 *
 * @param results of the forwarder
 * @param baseline of the bare client in the same rounds
 */
record Medians(List<RunResult> results, List<RunResult> baseline) {
  /** The head of a table of rows. */
  static final String HEAD =
      """
      | scenario | forwarded by | messages/s | CPU, µs per message | allocated, KB | entries per request | billed | waits |
      | --- | --- | --- | --- | --- | --- | --- | --- |
      """;

  Scenario scenario() {
    return results.get(0).scenario();
  }

  String forwarder() {
    return results.get(0).forwarder();
  }

  /** Messages per second, as a share of the bare client's. */
  double pace() {
    return median(results, RunResult::messagesPerSecond)
        / median(baseline, RunResult::messagesPerSecond);
  }

  /** Processor time per message, as a share of the bare client's. */
  double cpu() {
    return median(results, RunResult::cpuMicros) / median(baseline, RunResult::cpuMicros);
  }

  double entriesPerRequest() {
    return median(results, RunResult::entriesPerRequest);
  }

  /** A row under {@link #HEAD}. */
  String row() {
    boolean isBaseline = forwarder().equals(baseline.get(0).forwarder());
    return String.format(
        Locale.ROOT,
        "| %s | %s | %s%s | %,.1f%s | %,.1f | %.2f | %.2f | %.0f %% |",
        scenario().label(),
        forwarder(),
        spread(RunResult::messagesPerSecond, 0),
        isBaseline ? "" : share(pace()),
        median(results, RunResult::cpuMicros),
        isBaseline ? "" : share(cpu()),
        median(results, RunResult::allocatedPerMessage) / 1e3,
        median(results, RunResult::entriesPerRequest),
        median(results, RunResult::billedShare),
        100 * median(results, RunResult::waitingShare));
  }

  private static String share(double share) {
    return String.format(Locale.ROOT, ", **%.2f**", share);
  }

  void write(ObjectNode out) {
    out.put("scenario", scenario().label());
    out.put("forwarder", forwarder());
    out.put("bodyBytes", Math.round(results.get(0).bytes()));
    out.put("baseline", baseline.get(0).forwarder());
    out.put("pace", rounded(pace(), 3));
    out.put("cpu", rounded(cpu(), 3));
    write(out, "messagesPerSecond", RunResult::messagesPerSecond, 0);
    write(out, "cpuSecondsPerMillion", RunResult::cpuMicros, 2);
    write(out, "allocatedBytesPerMessage", RunResult::allocatedPerMessage, 0);
    write(out, "entriesPerRequest", RunResult::entriesPerRequest, 3);
    write(out, "billedAgainstOptimum", RunResult::billedShare, 3);
    write(out, "waitingShare", RunResult::waitingShare, 3);
  }

  private void write(ObjectNode out, String name, ToDoubleFunction<RunResult> figure, int digits) {
    ObjectNode node = out.putObject(name);
    node.put("median", rounded(median(results, figure), digits));
    var rounds = node.putArray("rounds");
    results.forEach(result -> rounds.add(rounded(figure.applyAsDouble(result), digits)));
  }

  private String spread(ToDoubleFunction<RunResult> figure, int digits) {
    double[] sorted = sorted(results, figure);
    String form = "%,." + digits + "f (%,." + digits + "f to %,." + digits + "f)";
    return String.format(
        Locale.ROOT, form, median(results, figure), sorted[0], sorted[sorted.length - 1]);
  }

  private static double median(List<RunResult> results, ToDoubleFunction<RunResult> figure) {
    return sorted(results, figure)[results.size() / 2];
  }

  private static double[] sorted(List<RunResult> results, ToDoubleFunction<RunResult> figure) {
    return results.stream().mapToDouble(figure).sorted().toArray();
  }

  private static double rounded(double value, int digits) {
    double scale = Math.pow(10, digits);
    return Math.round(value * scale) / scale;
  }
}
