package io.github.sqsconnect.delivery;

import static io.github.sqsconnect.property.Generator.booleans;
import static io.github.sqsconnect.property.Generator.integers;
import static org.assertj.core.api.Assertions.assertThat;

import io.github.sqsconnect.property.Draw;
import io.github.sqsconnect.property.Property;
import java.util.List;

/** Halves when throttled, grows by one for every full window of successes, stays within bounds. */
class InFlightWindowProperties {

  @Property(tries = 300)
  void isOpenWhileFewerRequestsAreInFlightThanItsSize(Draw draw) {
    int largest = draw.next("largest", integers(1, 20));
    List<Boolean> sends = draw.next("sends", booleans().list(255));
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
  void fullWindowOfSuccessesGrowsItByOne(Draw draw) {
    int largest = draw.next("largest", integers(1, 40));
    int halvings = draw.next("halvings", integers(0, 7));
    int successesBefore = draw.next("successesBefore", integers(0, 50));
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
  void responsesToRequestsSentBeforeTheLastHalvingDoNotHalveIt(Draw draw) {
    List<Integer> latencies = draw.next("latencies", integers(0, 20).list(30));
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
