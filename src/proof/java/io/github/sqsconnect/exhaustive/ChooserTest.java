package io.github.sqsconnect.exhaustive;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

class ChooserTest {
  private final Chooser chooser = new Chooser();

  @Test
  void takesEveryContinuationOfAPathOnce() {
    chooser.follow(new byte[] {1});
    List<String> runs = new ArrayList<>();
    do {
      String run = "" + chooser.choose(2);
      int next = chooser.choose(3);
      runs.add(run + next + (next == 1 ? "" : chooser.choose(2)));
    } while (chooser.next());
    assertThat(runs).containsExactly("100", "101", "11", "120", "121");
  }

  @Test
  void onlyOptionIsNoChoice() {
    assertThat(chooser.choose(1)).isZero();
    assertThat(chooser.all()).isEmpty();
    assertThat(chooser.next()).isFalse();
  }

  @Test
  void pathOfAnotherRunIsRefused() {
    chooser.follow(new byte[] {2});
    assertThatThrownBy(() -> chooser.choose(2)).isInstanceOf(AssertionError.class);
  }

  @Test
  void isBeyondItsPathWithTheFirstChoiceAfterIt() {
    chooser.follow(new byte[] {0, 1});
    chooser.choose(2);
    assertThat(chooser.isPathOver()).isFalse();
    chooser.choose(2);
    assertThat(chooser.isPathOver()).isTrue();
    assertThat(chooser.isBeyondPath()).isFalse();
    chooser.choose(2);
    assertThat(chooser.isBeyondPath()).isTrue();
    assertThat(chooser.beyondPath()).containsExactly(0);
  }
}
