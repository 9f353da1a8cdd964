package io.github.sqsconnect.exhaustive;

import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.api.Test;

class PeekTest {
  @Test
  void fieldThatIsNotKnownIsNoticed() {
    assertThatThrownBy(() -> Peek.expect("delivery.BadEntrySearch", "size", "rejectedEntries"))
        .hasMessageContaining("undecided");
  }

  @Test
  void fieldThatIsGoneIsNoticed() {
    assertThatThrownBy(() -> Peek.at("delivery.BadEntrySearch", "closed"))
        .hasMessageContaining("delivery.BadEntrySearch.closed");
  }
}
