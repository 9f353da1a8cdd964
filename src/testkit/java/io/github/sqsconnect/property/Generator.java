package io.github.sqsconnect.property;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/** Makes a random value from the choices of a {@link Draw}; smaller choices make simpler values. */
@FunctionalInterface
public interface Generator<T> {
  T from(Draw draw);

  default <R> Generator<R> map(Function<? super T, ? extends R> mapper) {
    return draw -> mapper.apply(from(draw));
  }

  /** Lists of zero to so many elements, every length equally likely. */
  default Generator<List<T>> list(int most) {
    return list(0, most);
  }

  default Generator<List<T>> list(int least, int most) {
    return draw -> {
      List<T> elements = new ArrayList<>();
      int planned = draw.plan(least, most);
      while (elements.size() < least
          || elements.size() < most && draw.flag(elements.size() < planned)) {
        elements.add(from(draw));
      }
      return elements;
    };
  }

  /** This one, or one time in so many the other. */
  default Generator<T> or(int oneIn, Generator<? extends T> other) {
    return draw -> draw.below(oneIn) == oneIn - 1 ? other.from(draw) : from(draw);
  }

  default Generator<@Nullable T> orNull(int oneIn) {
    return or(oneIn, draw -> null);
  }

  static <T> Generator<T> just(T value) {
    return draw -> value;
  }

  /** One of the values, all equally likely; the first is the simplest. */
  @SafeVarargs
  @SuppressWarnings("varargs")
  static <T> Generator<T> of(T... values) {
    return of(List.of(values));
  }

  static <T> Generator<T> of(List<T> values) {
    return draw -> values.get(draw.below(values.size()));
  }

  static <T> Generator<T> oneOf(List<? extends Generator<? extends T>> generators) {
    return draw -> generators.get(draw.below(generators.size())).from(draw);
  }

  @SafeVarargs
  @SuppressWarnings("varargs")
  static <T> Generator<T> oneOf(Generator<? extends T>... generators) {
    return oneOf(List.of(generators));
  }

  /** So many times this and so many times that; see {@link #oneOf}. */
  record Weighted<T>(int weight, T value) {}

  static <T> Weighted<T> times(int weight, T value) {
    return new Weighted<>(weight, value);
  }

  /** One of the values, as often as their weights say. */
  @SafeVarargs
  @SuppressWarnings("varargs")
  static <T> Generator<T> weighted(Weighted<T>... values) {
    List<T> all = new ArrayList<>();
    for (Weighted<T> value : values) {
      all.addAll(Collections.nCopies(value.weight(), value.value()));
    }
    return of(all);
  }

  @SafeVarargs
  @SuppressWarnings("varargs")
  static <T> Generator<T> weightedOf(Weighted<Generator<T>>... generators) {
    return draw -> weighted(generators).from(draw).from(draw);
  }

  /** Every number equally likely. */
  static Generator<Integer> between(int first, int last) {
    return draw -> first + draw.below(last - first + 1);
  }

  /** Numbers from first to last, both of them and small ones more often than the others. */
  static Generator<Integer> integers(int first, int last) {
    return longs(first, last).map(Long::intValue);
  }

  /** See {@link #integers}; the last is at most Long.MAX_VALUE above the first. */
  static Generator<Long> longs(long first, long last) {
    return draw -> first + draw.upTo(Math.subtractExact(last, first));
  }

  static Generator<Boolean> booleans() {
    return of(false, true);
  }

  static Generator<Long> anyLong() {
    return oneOf(longs(-9, 9), Draw::anyLong, of(Long.MIN_VALUE, Long.MAX_VALUE));
  }

  static Generator<Integer> characters(String all) {
    return of(all.codePoints().boxed().toList());
  }

  /** Text of so many of the characters at most. */
  static Generator<String> text(Generator<Integer> characters, int least, int most) {
    return characters
        .map(Character::toString)
        .list(least, most)
        .map(several -> String.join("", several));
  }
}
