package io.github.sqsconnect.watch;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.TreeSet;
import org.junit.jupiter.api.Test;

class OffsetSetTest {
  /** A window that moves on while offsets are added to it and removed from it. */
  @Test
  void behavesLikeASetAboveItsLimit() {
    Random random = new Random(7);
    OffsetSet set = new OffsetSet();
    TreeSet<Long> model = new TreeSet<>();
    long limit = 0;
    for (int step = 0; step < 20_000; step++) {
      long offset = limit + random.nextInt(1_000);
      if (random.nextInt(4) == 0) {
        set.remove(offset);
        model.remove(offset);
      } else {
        set.add(offset);
        model.add(offset);
      }
      limit += random.nextInt(40);
      set.dropBelow(limit);
      model.headSet(limit).clear();

      assertThat(set.contains(limit + 500)).isEqualTo(model.contains(limit + 500));
      assertThat(set.nextMissing(limit)).isEqualTo(nextMissing(model, limit));
    }

    List<Long> seen = new ArrayList<>();
    set.forEachFrom(limit, seen::add);
    assertThat(seen).containsExactlyElementsOf(model);
    assertThat(set.bytes()).isLessThan(32 * 1024);
  }

  private static long nextMissing(TreeSet<Long> model, long from) {
    long missing = from;
    while (model.contains(missing)) {
      missing++;
    }
    return missing;
  }
}
