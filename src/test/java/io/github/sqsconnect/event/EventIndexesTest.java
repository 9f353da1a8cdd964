package io.github.sqsconnect.event;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.sqsconnect.json.IntList;
import java.util.Arrays;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Indexes as ranges. */
class EventIndexesTest {
  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "'' | ''",
        "6 | 6",
        "0 1 2 3 4 6 | 0-4,6",
        "0 2 4 | 0,2,4",
        "9 10 | 9-10",
        "0 1 | 0-1"
      })
  void indexesAreWrittenAsRangesAndFoundInThem(String indexes, String ranges) {
    IntList list = new IntList();
    int[] all =
        Arrays.stream(indexes.split(" "))
            .filter(s -> !s.isEmpty())
            .mapToInt(Integer::parseInt)
            .toArray();
    Arrays.stream(all).forEach(list::add);
    EventIndexes events = EventIndexes.of(7, list, 0, list.size());
    assertThat(events).hasToString(ranges).isEqualTo(EventIndexes.of(7, list, 0, list.size()));
    assertThat(events.isEmpty()).isEqualTo(ranges.isEmpty());
    assertThat(events.batchIndex()).isEqualTo(7);
    assertThat(IntStream.range(0, 12).filter(events::contains).toArray()).isEqualTo(all);
  }

  @Test
  void rangesOfAPartAreThoseOfThePart() {
    IntList list = new IntList();
    for (int i = 0; i < 100; i++) {
      list.add(i * 2 / 3);
    }
    assertThat(EventIndexes.of(0, list, 3, 3).isEmpty()).isTrue();
    IntList gapless = new IntList();
    for (int i = 0; i < 100; i++) {
      gapless.add(i);
    }
    assertThat(EventIndexes.of(0, gapless, 10, 20)).hasToString("10-19");
  }

  @Test
  void batchAndEventsDecideEquality() {
    EventIndexes events = new EventIndexes(1, 0, 4);
    assertThat(events).hasSameHashCodeAs(new EventIndexes(1, 0, 4));
    assertThat(events).isNotEqualTo(new EventIndexes(2, 0, 4));
    assertThat(events).isNotEqualTo(new EventIndexes(1, 0, 5));
    assertThat(events).isNotEqualTo(EventIndexes.none(1));
  }
}
