package io.github.sqsconnect.delivery;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.sqsconnect.fakes.Outcomes;
import org.junit.jupiter.api.Test;

class BadEntrySearchTest {
  private final BufferFixture fixture = new BufferFixture(TestPipeline.QUEUE);

  @Test
  void isOverWhenEveryEntryIsDecided() {
    BadEntrySearch search = new BadEntrySearch(3);
    assertThat(search.isFinished()).isFalse();
    search.ruledOut();
    suspect(search, "A");
    assertThat(search.isFinished()).isFalse();
    search.ruledOut();
    assertThat(search.isFinished()).isTrue();
    assertThat(search.rejectedEntries()).hasSize(1);
  }

  @Test
  void allRejectedWithOneCodeOnlyIfAllCodesAreEqual() {
    BadEntrySearch alike = new BadEntrySearch(2);
    suspect(alike, "A");
    assertThat(alike.allRejectedWithOneCode()).as("one of two").isFalse();
    suspect(alike, "A");
    assertThat(alike.allRejectedWithOneCode()).isTrue();

    BadEntrySearch different = new BadEntrySearch(2);
    suspect(different, "A");
    suspect(different, "B");
    assertThat(different.isFinished()).isTrue();
    assertThat(different.allRejectedWithOneCode()).isFalse();

    BadEntrySearch partly = new BadEntrySearch(2);
    suspect(partly, "A");
    partly.ruledOut();
    assertThat(partly.allRejectedWithOneCode()).isFalse();
  }

  private void suspect(BadEntrySearch search, String code) {
    search.addRejected(fixture.delivery("body", null, 0), Outcomes.rejected(code));
  }
}
