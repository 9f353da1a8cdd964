package io.github.sqsconnect.property;

import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

/**
 * A test that runs many times, each time with other random values of its {@link Draw}.
 *
 * <p>The seed is fixed: it is derived from the names of class and method. A build that passed once
 * passes again, and a mutation score is repeatable. {@code -Dproperty.seed=fresh} uses and prints a
 * new seed, {@code -Dproperty.seed=NUMBER} replays the one of a failure. {@code
 * -Dproperty.tries=NUMBER} replaces the number of tries, {@code -Dproperty.shrink=false} reports a
 * failure as it was found, {@code -Dproperty.statistics=true} prints what {@link Draw#count}
 * counted.
 */
@Target(ElementType.METHOD)
@Retention(RetentionPolicy.RUNTIME)
@Test
@ExtendWith(PropertyExtension.class)
public @interface Property {
  int tries() default 1000;

  /** Runs every combination of values once instead of random ones; at most {@link #tries}. */
  boolean everyCase() default false;

  /** The seed; 0 derives it from the names of class and method. */
  long seed() default 0;
}
