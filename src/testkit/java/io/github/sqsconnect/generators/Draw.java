package io.github.sqsconnect.generators;

import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.function.Function;
import java.util.stream.Stream;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.RandomGenerator;
import net.jqwik.api.Shrinkable;
import net.jqwik.api.ShrinkingDistance;

/**
 * A way to make a random value out of a sequence of choices. Trees as wide as an event batch are
 * made many times faster so than by jqwik's own combinators, and they shrink by their choices:
 * fewer and smaller ones make a simpler value, which is still one that could have been drawn.
 */
@FunctionalInterface
interface Draw<T> {
  T from(Choices choices);

  default <R> Draw<R> map(Function<? super T, ? extends R> mapper) {
    return choices -> mapper.apply(from(choices));
  }

  default Draw<List<T>> list(int most) {
    return choices -> {
      int size = choices.below(most + 1);
      List<T> elements = new ArrayList<>();
      for (int i = 0; i < size; i++) {
        elements.add(from(choices));
      }
      return elements;
    };
  }

  /** This one, or one time in so many the other. */
  default Draw<T> or(int oneIn, Draw<? extends T> other) {
    return choices -> choices.below(oneIn) == oneIn - 1 ? other.from(choices) : from(choices);
  }

  static <T> Draw<T> just(T value) {
    return choices -> value;
  }

  @SafeVarargs
  @SuppressWarnings("varargs")
  static <T> Draw<T> of(T... values) {
    List<T> all = List.of(values);
    return choices -> all.get(choices.below(all.size()));
  }

  /** One of them, all alike; the first is the simplest. */
  static <T> Draw<T> oneOf(List<? extends Draw<? extends T>> draws) {
    return choices -> draws.get(choices.below(draws.size())).from(choices);
  }

  @SafeVarargs
  @SuppressWarnings("varargs")
  static <T> Draw<T> oneOf(Draw<? extends T>... draws) {
    return oneOf(List.of(draws));
  }

  static Draw<Integer> between(int first, int last) {
    return choices -> first + choices.below(last - first + 1);
  }

  default Arbitrary<T> arbitrary() {
    RandomGenerator<T> generator = this::drawn;
    return Arbitraries.fromGenerator(generator);
  }

  default Shrinkable<T> drawn(Random random) {
    Choices choices = Choices.recording(random);
    from(choices);
    return new Drawn<>(this, choices.made());
  }

  /** A value with the choices that made it. */
  record Drawn<T>(Draw<T> draw, List<Integer> choices) implements Shrinkable<T> {
    @Override
    public T value() {
      return draw.from(Choices.replaying(choices));
    }

    /** Without a run of choices, the longest runs first; then with one choice smaller. */
    @Override
    public Stream<Shrinkable<T>> shrink() {
      return Stream.concat(
              Stream.iterate(choices.size(), run -> run > 0, run -> run / 2)
                  .flatMap(this::withoutRuns),
              Stream.iterate(0, i -> i < choices.size(), i -> i + 1).flatMap(this::withSmaller))
          .map(smaller -> new Drawn<>(draw, smaller));
    }

    private Stream<List<Integer>> withoutRuns(int run) {
      return Stream.iterate(0, from -> from + run <= choices.size(), from -> from + run)
          .map(
              from -> {
                List<Integer> left = new ArrayList<>(choices.subList(0, from));
                left.addAll(choices.subList(from + run, choices.size()));
                return left;
              });
    }

    private Stream<List<Integer>> withSmaller(int index) {
      int choice = choices.get(index);
      return Stream.of(0, choice / 2, choice - 1)
          .distinct()
          .filter(smaller -> smaller >= 0 && smaller < choice)
          .map(
              smaller -> {
                List<Integer> changed = new ArrayList<>(choices);
                changed.set(index, smaller);
                return changed;
              });
    }

    @Override
    public ShrinkingDistance distance() {
      return ShrinkingDistance.of(
          choices.size(), choices.stream().mapToLong(Integer::longValue).sum());
    }
  }
}
