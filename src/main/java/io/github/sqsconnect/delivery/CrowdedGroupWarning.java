package io.github.sqsconnect.delivery;

import io.github.sqsconnect.config.DeliverySettings;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Warns once an hour when message groups with many waiting messages limit the throughput: such a
 * group has one request in flight at a time.
 */
final class CrowdedGroupWarning {
  private static final Logger LOG = LoggerFactory.getLogger(CrowdedGroupWarning.class);

  private static final long HOUR_MS = 3_600_000;

  private final String advice;
  private final MinimumInterval warnings = new MinimumInterval(HOUR_MS);

  CrowdedGroupWarning(DeliverySettings settings) {
    advice =
        settings.fifoOrdering() == DeliverySettings.FifoOrdering.STRICT
            ? ", or sqs.fifo.ordering=relaxed, which sends consecutive messages of a group in one request"
            : "";
  }

  /** Warns if there are crowded groups, and no warning was logged within the hour. */
  void check(MessageAccumulator accumulator, long now) {
    int groups = accumulator.crowdedGroups();
    if (groups > 0 && warnings.tryAcquire(now)) {
      LOG.warn(
          "event=crowded_groups groups={} waiting={} fix=\"a group has one request in flight at a time; set a finer"
              + " sqs.message.group.id{}\"",
          groups,
          accumulator.waiting(),
          advice);
    }
  }
}
