package io.github.sqsconnect.delivery;

import static org.assertj.core.api.Assertions.assertThat;

import java.math.BigInteger;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.DoubleRange;
import net.jqwik.api.constraints.IntRange;
import net.jqwik.api.constraints.LongRange;

/** The wait is drawn evenly from nothing to a bound that doubles, in numbers without end. */
class RetryPolicyProperties {

  @Property
  void everyWaitFromNothingToTheBoundIsAsLikely(
      @ForAll @LongRange(max = 3_600_000) long baseMs,
      @ForAll @LongRange(max = 3_600_000) long maxMs,
      @ForAll @IntRange(min = 1, max = 2_000) int failures,
      @ForAll @DoubleRange(min = 0, max = 1, maxIncluded = false) double drawn) {
    long bound =
        BigInteger.valueOf(baseMs)
            .shiftLeft(failures - 1)
            .min(BigInteger.valueOf(maxMs))
            .longValueExact();
    long wait = new RetryPolicy(baseMs, maxMs, () -> drawn).backoffMs(failures);
    assertThat(wait).isBetween(0L, bound);
    assertThat((double) wait).isGreaterThan(drawn * (bound + 1) - 1);
    assertThat(new RetryPolicy(baseMs, maxMs, () -> Math.nextDown(1.0)).backoffMs(failures))
        .isEqualTo(bound);
  }
}
