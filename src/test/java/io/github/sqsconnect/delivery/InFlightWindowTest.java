package io.github.sqsconnect.delivery;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class InFlightWindowTest {
  private final InFlightWindow window = new InFlightWindow(8);

  @Test
  void isOpenUntilItIsFull() {
    for (int i = 0; i < 8; i++) {
      assertThat(window.isOpen()).isTrue();
      window.sent();
    }
    assertThat(window.isOpen()).isFalse();
    assertThat(window.inFlight()).isEqualTo(8);
    window.completed();
    assertThat(window.isOpen()).isTrue();
  }

  @Test
  void halvesWhenThrottledAndNeverBelowOne() {
    long now = 100;
    for (int expected : new int[] {4, 2, 1, 1}) {
      window.throttled(now, now + 5);
      assertThat(window.size()).isEqualTo(expected);
      now += 10;
    }
    assertThat(window.isOpen()).isTrue();
  }

  @Test
  void throttledRequestSentBeforeTheLastHalvingDoesNotHalve() {
    window.throttled(100, 150);
    window.throttled(120, 151);
    window.throttled(149, 152);
    assertThat(window.size()).isEqualTo(4);
    window.throttled(151, 200);
    assertThat(window.size()).isEqualTo(2);
  }

  @Test
  void growsByOneForEveryFullWindowOfSuccesses() {
    window.throttled(100, 150);
    for (int i = 0; i < 3; i++) {
      window.succeeded();
    }
    assertThat(window.size()).isEqualTo(4);
    window.succeeded();
    assertThat(window.size()).isEqualTo(5);
    for (int i = 0; i < 4; i++) {
      window.succeeded();
    }
    assertThat(window.size()).isEqualTo(5);
    window.succeeded();
    assertThat(window.size()).isEqualTo(6);
  }

  @Test
  void successesBeforeAHalvingDoNotCountAfterIt() {
    window.throttled(100, 150);
    window.succeeded();
    window.succeeded();
    window.succeeded();
    window.throttled(160, 170);
    window.succeeded();
    assertThat(window.size()).isEqualTo(2);
    window.succeeded();
    assertThat(window.size()).isEqualTo(3);
  }

  @Test
  void neverGrowsAboveItsLargest() {
    for (int i = 0; i < 100; i++) {
      window.succeeded();
    }
    assertThat(window.size()).isEqualTo(8);
  }
}
