package io.github.sqsconnect.simulation;

import io.github.sqsconnect.simulation.Life.Reason;
import java.util.Set;
import org.apache.kafka.connect.errors.ConnectException;

/** Whether a task had a reason to stop. */
final class Stops {
  private static final long MAY_PASS_MS = 30_000;

  private final Setup setup;
  private final World world;
  private final Reached reached;

  Stops(Setup setup, World world, Reached reached) {
    this.setup = setup;
    this.world = world;
    this.reached = reached;
  }

  void check(SimulatedWorker worker, ConnectException failure, boolean mended) {
    Set<Reason> reasons = worker.life().reasons();
    String message = String.valueOf(failure.getMessage());
    boolean tolerant = setup.tolerant() || mended;
    boolean mayReport = tolerant && (setup.reporting() != Setup.Reporting.MISSING || mended);
    if (message.contains("sqs.delivery.timeout.ms=")) {
      expect(reasons.contains(Reason.DELIVERY_TIMEOUT), message);
      reached.mark(State.STOPPED_BY_DELIVERY_TIMEOUT);
    } else if (message.contains("in a row")) {
      expect(reasons.contains(Reason.LONELY_REJECTIONS), message);
      reached.mark(State.STOPPED_BY_LONELY_REJECTIONS);
    } else if (message.contains("refused alone")) {
      expect(reasons.contains(Reason.WHOLE_REJECTION), message);
    } else if (message.contains("Every message")) {
      expect(reasons.contains(Reason.ALL_UNKNOWN), message);
    } else if (message.contains("cannot be delivered")) {
      expect(!mayReport, message);
      expect(reasons.contains(Reason.REJECTION) || reasons.contains(Reason.POISON), message);
      reached.mark(tolerant ? State.STOPPED_WITHOUT_REPORTER : State.STOPPED_WITHOUT_TOLERANCE);
    } else if (message.contains("reporter") || message.contains("report failed")) {
      expect(reasons.contains(Reason.REPORTER), message);
      reached.mark(State.STOPPED_BY_REPORTER);
    } else {
      fatal(worker, reasons, message);
    }
  }

  private void fatal(SimulatedWorker worker, Set<Reason> reasons, String message) {
    reached.mark(State.STOPPED_BY_FATAL_ANSWER);
    if (reasons.contains(Reason.LASTING_FATAL)) {
      return;
    }
    expect(reasons.contains(Reason.PASSING_FATAL), message);
    WindowModel window = worker.window();
    expect(
        window.isFatal() && world.time().now() - window.fatalSince() >= MAY_PASS_MS,
        "before 30 s: " + message);
  }

  private static void expect(boolean reason, String message) {
    if (!reason) {
      throw new Violation("stopped without a reason", message);
    }
  }
}
