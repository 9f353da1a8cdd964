package io.github.sqsconnect.property;

import static io.github.sqsconnect.property.Generator.integers;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import io.github.sqsconnect.generators.EventBatches;
import io.github.sqsconnect.generators.Json;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;

class PropertyRunTest {
  private static PropertyRun run(PropertyRun.Body body) {
    return new PropertyRun("ATest#property", body, true);
  }

  private static String failure(PropertyRun run, long seed) {
    return catchThrowableOfType(AssertionError.class, () -> run.random(seed, 1_000)).getMessage();
  }

  private static long replaySeed(String message) {
    Matcher seed = Pattern.compile("-Dproperty\\.seed=(-?\\d+)").matcher(message);
    assertThat(seed.find()).as(message).isTrue();
    return Long.parseLong(seed.group(1));
  }

  @Test
  void propertyThatHoldsRunsAsOftenAsWanted() {
    List<Integer> drawn = new ArrayList<>();
    PropertyRun run = run(draw -> drawn.add(draw.next("n", integers(1, 9))));
    run.random(1, 200);
    assertThat(run.tries()).isEqualTo(200);
    assertThat(drawn).hasSize(200).contains(1, 2, 3, 4, 5, 6, 7, 8, 9);
  }

  @Test
  void failureIsReportedWithItsSmallestValuesAndItsCause() {
    PropertyRun run =
        run(
            draw -> {
              List<Integer> numbers = draw.next("numbers", integers(0, 1_000).list(50));
              draw.next("unused", integers(0, 9));
              assertThat(numbers).allMatch(number -> number < 37);
            });
    assertThat(failure(run, 1))
        .startsWith("ATest#property fails in try ")
        .contains("numbers = [37]", "unused = 0", "Expecting all elements", "Replay: -Dtest=");
  }

  @Test
  void failureThatNeedsTwoElementsKeepsTwo() {
    PropertyRun run =
        run(
            draw -> {
              List<Integer> numbers = draw.next("numbers", integers(0, 1_000).list(50));
              assertThat(numbers.stream().filter(number -> number > 500)).hasSizeLessThan(2);
            });
    assertThat(failure(run, 1)).contains("numbers = [501, 501]");
  }

  @Test
  void seedOfTheReportReplaysTheFailureInTheFirstTry() {
    PropertyRun.Body body =
        draw -> assertThat(draw.next("n", integers(0, 10_000)) / 100).isNotEqualTo(41);
    String first = failure(run(body), 7);
    assertThat(first).doesNotContain("in try 1,");
    String replayed = failure(run(body), replaySeed(first));
    assertThat(replayed).contains("in try 1,");
    assertThat(replayed.substring(replayed.indexOf("these values")))
        .isEqualTo(first.substring(first.indexOf("these values")));
  }

  @Test
  void sameSeedDrawsTheSameValuesAndAnotherSeedOthers() {
    assertThat(drawn(1)).isEqualTo(drawn(1)).isNotEqualTo(drawn(2));
  }

  private static List<String> drawn(long seed) {
    List<String> drawn = new ArrayList<>();
    run(draw -> drawn.add(EventBatches.wellFormed().batches().from(draw))).random(seed, 10);
    return drawn;
  }

  @Test
  void eventBatchShrinksToLittleMoreThanWhatMakesItFail() {
    PropertyRun run =
        run(
            draw -> {
              String text = draw.next("text", EventBatches.wellFormed().batches());
              assertThat(Json.parse(text).canonical()).doesNotContain("added_to_cart_time_ms");
            });
    String values = failure(run, 3);
    String smallest = values.substring(values.indexOf("text = "), values.indexOf("It says"));
    assertThat(smallest).contains("added_to_cart_time_ms").hasSizeLessThan(220);
  }

  @Test
  void failureOfAnotherKindDoesNotReplaceTheOneFound() {
    PropertyRun run =
        run(
            draw -> {
              int number = draw.next("n", Generator.between(0, 1_000));
              if (number < 100) {
                throw new IllegalStateException("another bug");
              }
              assertThat(number).isLessThan(600);
            });
    assertThat(failure(run, 5)).contains("n = 600").doesNotContain("another bug");
  }

  @Test
  void failureThatDoesNotRepeatIsReportedAsSuch() {
    List<Integer> tries = new ArrayList<>();
    PropertyRun run =
        run(
            draw -> {
              tries.add(draw.next("n", integers(0, 9)));
              assertThat(tries).hasSizeGreaterThan(1);
            });
    assertThat(failure(run, 1)).contains("nothing, when repeated");
  }

  @Test
  void withoutShrinkingTheValuesAreTheOnesFound() {
    PropertyRun run =
        new PropertyRun(
            "ATest#property",
            draw -> assertThat(draw.next("n", integers(1_000, 2_000))).isLessThan(1_000),
            false);
    String message = failure(run, 1);
    Matcher values = Pattern.compile("n = (\\d+)").matcher(message);
    assertThat(values.results().map(value -> value.group(1)).distinct()).hasSize(1);
  }

  @Test
  void everyCaseRunsOnce() {
    List<String> cases = new ArrayList<>();
    run(draw -> cases.add(draw.next("n", integers(1, 3)) + draw.next("s", Generator.of("a", "b"))))
        .everyCase(6);
    assertThat(cases).containsExactly("1a", "1b", "2a", "2b", "3a", "3b");
  }

  @Test
  void everyCaseIncludesEveryListAndDependentValues() {
    List<List<Integer>> cases = new ArrayList<>();
    run(draw -> cases.add(draw.next("list", integers(0, 1).list(2)))).everyCase(100);
    assertThat(cases).hasSize(7).doesNotHaveDuplicates();
  }

  @Test
  void moreCasesThanAllowedFail() {
    PropertyRun run = run(draw -> draw.next("n", integers(0, 6)));
    assertThat(catchThrowableOfType(AssertionError.class, () -> run.everyCase(6)))
        .hasMessage("ATest#property has more than 6 cases");
  }

  @Test
  void discardedValuesAreReplacedButNotWithoutLimit() {
    PropertyRun half = run(draw -> draw.assume(draw.next("n", integers(0, 100)) % 2 == 0));
    half.random(1, 100);
    assertThat(half.tries()).isEqualTo(100);
    assertThat(failure(run(draw -> draw.assume(false)), 1)).contains("discards too many values");
  }

  @Test
  void statisticsSayHowOftenAValueCame() {
    PropertyRun run = run(draw -> draw.count("even", draw.next("n", integers(0, 1)) == 0));
    run.everyCase(2);
    assertThat(run.statistics())
        .startsWith("ATest#property: 2 tries")
        .contains(" 1 even false", " 1 even true");
  }
}
