package io.github.sqsconnect.delivery;

import static io.github.sqsconnect.property.Generator.integers;
import static io.github.sqsconnect.property.Generator.longs;
import static org.assertj.core.api.Assertions.assertThat;

import io.github.sqsconnect.property.Draw;
import io.github.sqsconnect.property.Generator;
import io.github.sqsconnect.property.Property;
import java.math.BigInteger;

/** The wait is uniform from 0 to a bound that doubles with each failure, without overflow. */
class BackoffPolicyProperties {
  /** From 0 to below 1. */
  private static final Generator<Double> DRAWN =
      longs(0, (1L << 53) - 1).map(number -> number * 0x1p-53);

  @Property
  void everyWaitUpToTheBoundIsEquallyLikely(Draw draw) {
    long baseMs = draw.next("baseMs", longs(0, 3_600_000));
    long maxMs = draw.next("maxMs", longs(0, 3_600_000));
    int failures = draw.next("failures", integers(1, 2_000));
    double drawn = draw.next("drawn", DRAWN);
    long bound =
        BigInteger.valueOf(baseMs)
            .shiftLeft(failures - 1)
            .min(BigInteger.valueOf(maxMs))
            .longValueExact();
    long wait = new BackoffPolicy(baseMs, maxMs, () -> drawn).backoffMs(failures);
    assertThat(wait).isBetween(0L, bound);
    assertThat((double) wait).isGreaterThan(drawn * (bound + 1) - 1);
    assertThat(new BackoffPolicy(baseMs, maxMs, () -> Math.nextDown(1.0)).backoffMs(failures))
        .isEqualTo(bound);
  }
}
