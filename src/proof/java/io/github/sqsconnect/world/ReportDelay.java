package io.github.sqsconnect.world;

/** How long one report to the dead-letter topic takes, and how it ends. The driver decides. */
public interface ReportDelay {
  /** The status of a report. */
  public enum Status {
    PENDING,
    DONE,
    FAILED
  }

  /** Whether the call to the reporter still runs; asked whenever the task checks. */
  boolean isCallBlocked();

  /** Whether the call has blocked for so long that the task must stop. */
  boolean isOverdue();

  /** Whether the thread that makes the call gives it up. */
  boolean isGivenUp();

  /** Whether it is known how the report ends, without asking. */
  boolean isDecided();

  /** The status of the report; asked whenever the task checks. */
  public Status status();

  /** How the report ends; the worker waits for it. */
  Status awaited();
}
