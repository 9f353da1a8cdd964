package io.github.sqsconnect.world;

import java.util.function.BooleanSupplier;

/** What the reporter does with a record. The driver decides. */
public interface ReporterFaults {
  /** What Connect's reporter does when it is called. */
  public enum Reaction {
    ACCEPTS,
    THROWS,
    /** The producer refuses the record at once, and Connect hides it. */
    REFUSES_AT_ONCE,
    /** The record is written before the task looks, which looks the same. */
    WRITES_AT_ONCE
  }

  /** A new poll of records begins. */
  void beginPut();

  Reaction reaction();

  /**
   * The delay of a report that was accepted.
   *
   * @param isCurrent whether the task still owns the record
   */
  public ReportDelay delay(BooleanSupplier isCurrent);
}
