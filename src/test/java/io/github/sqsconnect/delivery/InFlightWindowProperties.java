package io.github.sqsconnect.delivery;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import net.jqwik.api.constraints.Size;

/** Halves when throttled, grows by one for every full window of successes, stays within bounds. */
class InFlightWindowProperties {

  @Property(tries = 300)
  void isOpenWhileLessIsUnderWayThanItsSize(
      @ForAll @IntRange(min = 1, max = 20) int largest, @ForAll List<Boolean> sends) {
    InFlightWindow window = new InFlightWindow(largest);
    int originalsInFlight = 0;
    for (boolean send : sends) {
      if (send) {
        window.sent();
        originalsInFlight++;
      } else if (originalsInFlight > 0) {
        window.completed();
        originalsInFlight--;
      }
      assertThat(window.inFlight()).isEqualTo(originalsInFlight);
      assertThat(window.isOpen()).isEqualTo(originalsInFlight < largest);
    }
  }

  @Property(tries = 300)
  void everyHalvingIsUndoneByAsManyFullWindowsOfSuccessesAsItTookAway(
      @ForAll @IntRange(min = 1, max = 40) int largest,
      @ForAll @IntRange(max = 7) int halvings,
      @ForAll @IntRange(max = 50) int successesBefore) {
    InFlightWindow window = new InFlightWindow(largest);
    for (int i = 0; i < successesBefore; i++) {
      window.succeeded();
    }
    int size = largest;
    for (int i = 1; i <= halvings; i++) {
      window.throttled(i * 100, i * 100 + 50);
      size = Math.max(1, size / 2);
      assertThat(window.size()).isEqualTo(size);
    }
    int needed = halvings == 0 ? largest - successesBefore % largest : size;
    while (size < largest) {
      for (int i = 0; i < needed; i++) {
        assertThat(window.size()).isEqualTo(size);
        window.succeeded();
      }
      size++;
      needed = size;
    }
    assertThat(window.size()).isEqualTo(largest);
  }

  @Property(tries = 300)
  void answersToRequestsSentBeforeTheLastHalvingHalveNothing(
      @ForAll @Size(max = 30) List<@IntRange(max = 20) Integer> latencies) {
    InFlightWindow window = new InFlightWindow(1 << 20);
    int size = 1 << 20;
    long now = 0;
    long halvedAt = Long.MIN_VALUE;
    for (int latency : latencies) {
      now += 7;
      window.throttled(now - latency, now);
      if (now - latency >= halvedAt) {
        size = Math.max(1, size / 2);
        halvedAt = now;
      }
      assertThat(window.size()).isEqualTo(size);
    }
  }
}
