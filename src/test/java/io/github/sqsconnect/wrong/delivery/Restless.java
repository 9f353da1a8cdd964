package io.github.sqsconnect.wrong.delivery;

import io.github.sqsconnect.wrong.config.SqsSinkConfig;
import io.github.sqsconnect.wrong.metrics.Dial;
import java.time.Instant;
import org.apache.kafka.connect.sink.SinkTaskContext;
import software.amazon.awssdk.regions.Region;

/** Waits, looks at the clock, locks, keeps a counter, talks to the worker and to the wire. */
public final class Restless {
  private int count;

  synchronized Instant rest(SinkTaskContext context, SqsSinkConfig config, Region region, Dial dial)
      throws InterruptedException {
    context.timeout(config.hashCode() + region.hashCode() + dial.hashCode() + count++);
    Thread.sleep(1);
    return Instant.now();
  }
}
