package io.github.sqsconnect.simulation;

import io.github.sqsconnect.world.ReachedStates;
import io.github.sqsconnect.world.Violation;
import java.lang.management.ManagementFactory;
import java.util.Locale;

/**
 * Many schedules, one after another, stopping at the first violation. A quarter each is for a
 * standard queue, for a FIFO queue, and for one of each with either of them first.
 */
public final class Campaign {
  /** The end of a campaign that found something. */
  record Finding(long seed, SchedulePlan plan, Violation violation) {}

  private final Simulation simulation = new Simulation();
  private int schedules;
  private double seconds;
  private double cpuSeconds;

  /** Runs the schedules of these seeds; the first violation, or null. */
  Finding run(long firstSeed, int count) {
    long start = System.nanoTime();
    long cpuStart = cpuNanos();
    try {
      for (long seed = firstSeed; seed < firstSeed + count; seed++) {
        SchedulePlan plan = plan(seed);
        Violation violation = simulation.run(plan);
        schedules++;
        if (violation != null) {
          return new Finding(seed, plan, violation);
        }
      }
      return null;
    } finally {
      seconds += (System.nanoTime() - start) / 1e9;
      cpuSeconds += (cpuNanos() - cpuStart) / 1e9;
    }
  }

  /** The schedule of a seed. */
  static SchedulePlan plan(long seed) {
    boolean hasTwoQueues = seed % 4 > 1;
    return PlanGenerator.plan(seed, seed % 2 != 0, hasTwoQueues ? 2 : 1);
  }

  ReachedStates reached() {
    return simulation.reached();
  }

  /** What this thread has worked; the machine may have been busy with others. */
  private static long cpuNanos() {
    return ManagementFactory.getThreadMXBean().getCurrentThreadCpuTime();
  }

  /** Counts and speed in one line. */
  String figures() {
    return String.format(
        Locale.ROOT,
        "%,d schedules in %.1f s, %,.0f a second of processor time; %,d s of virtual time,"
            + " %,.0f times real time, %,.0f times processor time",
        schedules,
        seconds,
        schedules / cpuSeconds,
        simulation.virtualMs() / 1000,
        simulation.virtualMs() / 1000.0 / seconds,
        speed());
  }

  /** Virtual time for each second of processor time. */
  double speed() {
    return simulation.virtualMs() / 1000.0 / cpuSeconds;
  }

  /**
   * What the first violation among so many schedules is called, or null; in words of the JDK alone,
   * for callers from another class loader.
   */
  public static String firstViolation(int count) {
    Campaign campaign = new Campaign();
    Finding finding = campaign.run(1, count);
    return finding == null ? null : finding.violation().kind() + " @" + campaign.schedules;
  }

  /** The report on the first violation among so many schedules, or null. */
  public static String firstReport(int count) {
    Finding finding = new Campaign().run(1, count);
    return finding == null ? null : FailureReport.of(finding);
  }
}
