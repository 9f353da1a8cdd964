package io.github.sqsconnect.exhaustive;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class VisitedStatesTest {
  private static final byte[] NO_WAY = {};
  private final VisitedStates seen = new VisitedStates();

  private int add(long mark, long hidden, int faults) {
    return seen.add(new VisitedState(mark, mark, hidden, faults, true), -1, NO_WAY);
  }

  @Test
  void stateWithMoreFaultsOrMoreFactsIsNotNew() {
    assertThat(add(7, 0b01, 1)).isZero();
    assertThat(add(7, 0b01, 1)).isNegative();
    assertThat(add(7, 0b11, 1)).isNegative();
    assertThat(add(7, 0b01, 2)).isNegative();
  }

  @Test
  void stateWithLessOfEitherIsNewAndSupersedes() {
    add(7, 0b01, 1);
    assertThat(add(7, 0b10, 1)).isEqualTo(1);
    assertThat(seen.isSuperseded(0)).isFalse();
    assertThat(add(7, 0, 0)).isEqualTo(2);
    assertThat(seen.isSuperseded(0)).isTrue();
    assertThat(seen.isSuperseded(1)).isTrue();
    assertThat(seen.isSuperseded(2)).isFalse();
    assertThat(seen.fingerprints()).isEqualTo(1);
  }

  @Test
  void remembersTheWayToEach() {
    seen.add(new VisitedState(1, 1, 0, 0, true), -1, NO_WAY);
    int parent = 0;
    for (int i = 1; i < 5_000; i++) {
      parent =
          seen.add(new VisitedState(i * 31L, i, 0, 0, true), i % 100 == 1 ? 0 : parent, way(i));
      assertThat(parent).isEqualTo(i);
    }
    assertThat(seen.path(203)).containsExactly(201 % 128, 202 % 128, 203 % 128);
    assertThat(seen.size()).isEqualTo(5_000);
  }

  private static byte[] way(int i) {
    return new byte[] {(byte) (i % 128)};
  }
}
