package io.github.sqsconnect.generators;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Optional;
import java.util.Random;
import java.util.function.Predicate;
import java.util.stream.Stream;
import net.jqwik.api.Shrinkable;
import org.junit.jupiter.api.Test;

class DrawTest {
  private static final Draw<String> BATCHES =
      EventBatches.wellFormed().inboundTrees().map(Json::canonical);

  private static Shrinkable<String> sample(long seed) {
    return BATCHES.drawn(new Random(seed));
  }

  private static String shrunken(Shrinkable<String> sample, Predicate<String> fails) {
    Shrinkable<String> smallest = sample;
    while (true) {
      Optional<Shrinkable<String>> smaller =
          smallest.shrink().filter(candidate -> fails.test(candidate.value())).findFirst();
      if (smaller.isEmpty()) {
        return smallest.value();
      }
      smallest = smaller.get();
    }
  }

  @Test
  void sameSeedDrawsTheSameBatchAndAnotherSeedAnother() {
    assertThat(sample(1).value()).isEqualTo(sample(1).value()).isNotEqualTo(sample(2).value());
  }

  @Test
  void failureShrinksToLittleMoreThanWhatMakesItFail() {
    Predicate<String> fails = text -> text.contains("added_to_cart_time_ms");
    Shrinkable<String> failure =
        Stream.iterate(0L, seed -> seed + 1)
            .map(DrawTest::sample)
            .filter(sample -> fails.test(sample.value()))
            .findFirst()
            .orElseThrow();
    String smallest = shrunken(failure, fails);
    assertThat(smallest).contains("added_to_cart_time_ms").hasSizeLessThan(200);
    assertThat(Json.parse(smallest)).isInstanceOf(Json.Obj.class);
  }

  @Test
  void smallestBatchIsAnEmptyOne() {
    assertThat(shrunken(sample(7), text -> true)).isEqualTo("{\"events\":[]}");
  }
}
