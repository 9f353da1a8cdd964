package io.github.sqsconnect.json;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class IntListTest {
  private final IntList list = new IntList();

  @Test
  void listGrowsAndKeepsItsOrder() {
    for (int i = 0; i < 100_000; i++) {
      list.add(-i);
    }

    assertThat(list.size()).isEqualTo(100_000);
    assertThat(list.get(0)).isZero();
    assertThat(list.get(99_999)).isEqualTo(-99_999);
  }

  @Test
  void clearedListIsEmptyAndUsableAgain() {
    for (int i = 0; i < 100_000; i++) {
      list.add(i);
    }
    list.clear();
    assertThat(list.size()).isZero();
    assertThat(list.containsSorted(0)).isFalse();

    list.add(7);
    assertThat(list.containsSorted(7)).isTrue();
  }

  @Test
  void sortedListFindsItsValuesAndNoOthers() {
    IntList others = new IntList();
    others.add(5);
    others.add(1);
    list.add(3);
    list.addAll(others);

    list.sort();

    assertThat(list.size()).isEqualTo(3);
    for (int value = 0; value <= 6; value++) {
      assertThat(list.containsSorted(value)).isEqualTo(value % 2 == 1);
    }
  }
}
