package io.github.sqsconnect.watch;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import java.math.BigDecimal;
import java.math.RoundingMode;
import java.util.Set;

/**
 * One point of the charts.
 *
 * @param number from 0, one each second
 * @param atMillis the time of the point
 * @param faults bit by ordinal of {@link WatchAction}
 * @param produced records per second
 * @param delivered records per second
 * @param ageSeconds of the oldest record that is not done
 * @param inFlight requests, from the connector's metrics
 * @param window requests that may be in flight, from the connector's metrics
 * @param retries messages per second, from the connector's metrics
 * @param entriesPerRequest messages in each request, as the endpoint counts them
 * @param lag records that are not committed
 */
record WatchSample(
    long number,
    long atMillis,
    int faults,
    double produced,
    double delivered,
    double ageSeconds,
    long inFlight,
    long window,
    double retries,
    double entriesPerRequest,
    long lag) {
  static final WatchSample NONE = new WatchSample(-1, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0);

  static int bits(Set<WatchAction> active) {
    return active.stream().mapToInt(each -> 1 << each.ordinal()).sum();
  }

  /** The values in the order of the parameters. */
  ArrayNode json() {
    ArrayNode values = JsonNodeFactory.instance.arrayNode();
    values.add(number).add(atMillis).add(faults);
    values.add(rounded(produced)).add(rounded(delivered)).add(rounded(ageSeconds));
    values.add(inFlight).add(window);
    return values.add(rounded(retries)).add(rounded(entriesPerRequest)).add(lag);
  }

  private static BigDecimal rounded(double value) {
    return BigDecimal.valueOf(value).setScale(1, RoundingMode.HALF_UP);
  }
}
