package io.github.sqsconnect.json;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

/** A repeated name is found. */
class WrittenNamesTest {
  @Test
  void nameThatComesTwiceIsFoundAlsoAfterOthersWereForgotten() {
    WrittenNames names = new WrittenNames();
    JsonBuffer out = new JsonBuffer();
    for (int count : new int[] {3, 1_000, 40_000, 5}) {
      names.clear();
      out.clear();
      for (int i = 0; i < count; i++) {
        assertThat(added(names, out, "n" + i)).isTrue();
      }
      assertThat(added(names, out, "n" + (count - 1))).isFalse();
      assertThat(added(names, out, "n" + count)).isTrue();
    }
  }

  private static boolean added(WrittenNames names, JsonBuffer out, String name) {
    int start = out.size();
    out.putString(name);
    return names.add(out, start);
  }
}
