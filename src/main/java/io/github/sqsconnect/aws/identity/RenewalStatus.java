package io.github.sqsconnect.aws.identity;

import java.util.concurrent.TimeUnit;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Whether the renewal of credentials works, and the log lines about it, at most one warning a
 * minute. They are needed because requests continue with the latest credentials: no failed request
 * names the source.
 *
 * <p>Not thread-safe: {@link RenewableCredentials} calls every method under its lock.
 */
final class RenewalStatus {
  private static final Logger LOG = LoggerFactory.getLogger(RenewableCredentials.class);
  private static final long WARNING_INTERVAL_NS = TimeUnit.MINUTES.toNanos(1);

  private boolean failing;
  private long renewals;
  private long failures;
  private long warnedAt = System.nanoTime() - WARNING_INTERVAL_NS;

  /** New credentials since the start. */
  long renewals() {
    return renewals;
  }

  /** Calls since the start that returned no valid credentials. */
  long failures() {
    return failures;
  }

  /** The source has returned credentials that differ from the latest ones. */
  void renewed() {
    renewals++;
  }

  /** The source has not returned valid credentials, and there are no earlier ones. */
  void failedAtFirst() {
    failures++;
  }

  boolean isFailing() {
    return failing;
  }

  /** The source has returned valid credentials. */
  void succeeded(String source) {
    if (failing) {
      failing = false;
      LOG.info("event=credentials_renewed source=\"{}\"", source);
    }
  }

  /**
   * The source has not returned valid credentials.
   *
   * @param hasCredentials whether requests continue with earlier credentials
   */
  void failed(String source, String reason, boolean hasCredentials) {
    failing = true;
    failures++;
    long now = System.nanoTime();
    if (hasCredentials && now - warnedAt >= WARNING_INTERVAL_NS) {
      warnedAt = now;
      LOG.warn(
          "event=credentials_not_renewed source=\"{}\" reason=\"{}\"; requests are signed with the latest credentials,"
              + " and the source is called again",
          source,
          reason);
    }
  }
}
