package io.github.sqsconnect.delivery;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.sqsconnect.fakes.Outcomes;
import org.junit.jupiter.api.Test;

class BadEntrySearchTest {
  private final BufferFixture fixture = new BufferFixture(TestPipeline.QUEUE);

  @Test
  void isOverWhenEveryEntryIsDecided() {
    BadEntrySearch bisection = new BadEntrySearch(3);
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
    BadEntrySearch alike = new BadEntrySearch(2);
    suspect(alike, "A");
    assertThat(alike.allFailedAlike()).as("one of two").isFalse();
    suspect(alike, "A");
    assertThat(alike.allFailedAlike()).isTrue();

    BadEntrySearch different = new BadEntrySearch(2);
    suspect(different, "A");
    suspect(different, "B");
    assertThat(different.isOver()).isTrue();
    assertThat(different.allFailedAlike()).isFalse();

    BadEntrySearch partly = new BadEntrySearch(2);
    suspect(partly, "A");
    partly.cleared();
    assertThat(partly.allFailedAlike()).isFalse();
  }

  private void suspect(BadEntrySearch bisection, String code) {
    bisection.suspect(fixture.delivery("body", null, 0), Outcomes.rejected(code));
  }
}
