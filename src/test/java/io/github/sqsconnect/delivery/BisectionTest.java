package io.github.sqsconnect.delivery;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class BisectionTest {
  private final LanesFixture fixture = new LanesFixture(Corridor.QUEUE);

  @Test
  void isOverWhenEveryEntryIsDecided() {
    Bisection bisection = new Bisection(3);
    assertThat(bisection.isOver()).isFalse();
    bisection.cleared();
    suspect(bisection, "A");
    assertThat(bisection.isOver()).isFalse();
    bisection.cleared();
    assertThat(bisection.isOver()).isTrue();
    assertThat(bisection.suspects()).hasSize(1);
  }

  @Test
  void allFailedAlikeOnlyIfAllFailedWithOneCode() {
    Bisection alike = new Bisection(2);
    suspect(alike, "A");
    assertThat(alike.allFailedAlike()).as("one of two").isFalse();
    suspect(alike, "A");
    assertThat(alike.allFailedAlike()).isTrue();

    Bisection different = new Bisection(2);
    suspect(different, "A");
    suspect(different, "B");
    assertThat(different.isOver()).isTrue();
    assertThat(different.allFailedAlike()).isFalse();

    Bisection partly = new Bisection(2);
    suspect(partly, "A");
    partly.cleared();
    assertThat(partly.allFailedAlike()).isFalse();
  }

  private void suspect(Bisection bisection, String code) {
    bisection.suspect(fixture.delivery("body", null, 0), Answers.refused(code));
  }
}
