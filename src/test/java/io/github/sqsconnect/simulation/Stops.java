package io.github.sqsconnect.simulation;

import io.github.sqsconnect.simulation.Life.Reason;
import java.util.Set;
import org.apache.kafka.connect.errors.ConnectException;

/** Whether a task had a reason to stop. */
final class Stops {
  private final Setup setup;
  private final Reached reached;

  Stops(Setup setup, Reached reached) {
    this.setup = setup;
    this.reached = reached;
  }

  void check(SimulatedWorker worker, ConnectException failure) {
    boolean mended = worker.life().isMended();
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
      reached.mark(State.STOPPED_BY_SEARCH);
      expect(reasons.contains(Reason.CONFIGURATION), message);
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
      fatal(reasons, message);
    }
  }

  private void fatal(Set<Reason> reasons, String message) {
    reached.mark(State.STOPPED_BY_FATAL_ANSWER);
    expect(
        reasons.contains(Reason.LASTING_FATAL) || reasons.contains(Reason.LASTED_FATAL), message);
  }

  private static void expect(boolean reason, String message) {
    if (!reason) {
      throw new Violation("stopped without a reason", message);
    }
  }
}
