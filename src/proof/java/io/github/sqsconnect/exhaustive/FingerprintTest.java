package io.github.sqsconnect.exhaustive;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * States with one fingerprint have the same next states: what was left out of it does not matter.
 */
class FingerprintTest {
  static Stream<Scope> scopes() {
    return Boolean.getBoolean("exhaustive.full")
        ? Stream.of(Scope.standard(1, 2), Scope.fifo(1, 2, 1), Scope.fifo(1, 2, 2).relaxed())
        : Stream.of(
            Scope.standard(2, 1),
            Scope.fifo(2, 2, 1),
            Scope.fifo(1, 2, 1).relaxed(),
            Scope.twoQueues(1, 1));
  }

  @ParameterizedTest(name = "{0}")
  @MethodSource("scopes")
  void statesThatAreTakenForOneGoOnAlike(Scope scope) {
    ExhaustiveSearch exploration = new ExhaustiveSearch(scope).sampling(29);
    assertThat(exploration.run()).isNull();
    List<ExhaustiveSearch.Sample> samples = exploration.samples();
    assertThat(samples).hasSizeGreaterThan(100);
    for (ExhaustiveSearch.Sample sample : samples) {
      assertThat(exploration.after(sample.cutOff()))
          .as(() -> tell(exploration, sample))
          .isEqualTo(exploration.after(sample.goneOn()));
    }
  }

  private static String tell(ExhaustiveSearch exploration, ExhaustiveSearch.Sample sample) {
    return exploration.log(sample.cutOff(), false)
        + "\nis taken for\n\n"
        + exploration.log(sample.goneOn(), false);
  }
}
