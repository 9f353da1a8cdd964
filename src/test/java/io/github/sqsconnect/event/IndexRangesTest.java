package io.github.sqsconnect.event;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.sqsconnect.json.IntList;
import java.util.Arrays;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Indexes as ranges, and back. */
class IndexRangesTest {
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
    assertThat(IndexRanges.of(list, 0, list.size())).isEqualTo(ranges);
    for (int i = 0; i < 12; i++) {
      int index = i;
      assertThat(IndexRanges.indexes(ranges).get(i))
          .isEqualTo(Arrays.stream(all).anyMatch(each -> each == index));
    }
  }

  @Test
  void rangesOfAPartAreThoseOfThePart() {
    IntList list = new IntList();
    for (int i = 0; i < 100; i++) {
      list.add(i * 2 / 3);
    }
    assertThat(IndexRanges.of(list, 3, 3)).isEmpty();
    IntList gapless = new IntList();
    for (int i = 0; i < 100; i++) {
      gapless.add(i);
    }
    assertThat(IndexRanges.of(gapless, 10, 20)).isEqualTo("10-19");
  }
}
