package io.github.sqsconnect.property;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.HashSet;
import java.util.List;
import java.util.Random;
import java.util.Set;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

class GeneratorTest {
  private static <T> Stream<T> values(Generator<T> generator, int count) {
    Draw draw = Draw.random(new Random(1));
    return Stream.generate(() -> generator.from(draw)).limit(count);
  }

  @Test
  void integersReachBothEndsAndSmallOnesOfAWideRange() {
    List<Integer> drawn = values(Generator.integers(-5, 2_000_000_000), 1_000).toList();
    assertThat(drawn)
        .allMatch(number -> number >= -5)
        .contains(-5, -4, 1_999_999_999, 2_000_000_000);
    assertThat(drawn.stream().filter(number -> number < 1_000)).hasSizeGreaterThan(50);
    assertThat(drawn.stream().filter(number -> number > 1_000_000_000)).hasSizeGreaterThan(200);
  }

  @Test
  void longsReachBothEndsOfTheWidestRange() {
    assertThat(values(Generator.longs(0, Long.MAX_VALUE), 1_000))
        .allMatch(number -> number >= 0)
        .contains(0L, Long.MAX_VALUE);
    assertThat(values(Generator.anyLong(), 1_000)).contains(0L, Long.MIN_VALUE, Long.MAX_VALUE);
  }

  @Test
  void listsHaveEveryLengthOfTheRange() {
    assertThat(values(Generator.booleans().list(2, 5), 200).map(List::size).distinct())
        .containsExactlyInAnyOrder(2, 3, 4, 5);
  }

  @Test
  void weightsSayHowOftenAValueComes() {
    Generator<String> generator =
        Generator.weighted(Generator.times(9, "often"), Generator.times(1, "seldom"));
    long often = values(generator, 1_000).filter("often"::equals).count();
    assertThat(often).isBetween(850L, 950L);
  }

  @Test
  void nullComesOneTimeInSoMany() {
    Set<Object> drawn = new HashSet<>();
    values(Generator.of("a").orNull(3), 50).forEach(drawn::add);
    assertThat(drawn).containsExactlyInAnyOrder("a", null);
  }

  @Test
  void emptySequenceOfChoicesMakesTheSimplestValue() {
    Draw simplest = Draw.replaying(List.of());
    assertThat(Generator.integers(3, 9).list(1, 4).from(simplest)).containsExactly(3);
    assertThat(Generator.text(Generator.characters("xyz"), 0, 9).from(simplest)).isEmpty();
    assertThat(Generator.of("a", "b").or(2, Generator.just("c")).from(simplest)).isEqualTo("a");
  }
}
