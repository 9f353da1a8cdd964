package io.github.sqsconnect.delivery;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.sqsconnect.fakes.Outcomes;
import io.github.sqsconnect.property.Draw;
import io.github.sqsconnect.property.Generator;
import io.github.sqsconnect.property.Property;
import java.util.List;

/** Any outcomes of the entries of a request, in any order. */
class BadEntrySearchProperties {
  private static final String CLEARED = "";

  private static Generator<List<String>> outcomes() {
    return Generator.of(CLEARED, "A", "A", "A", "B").list(1, 10);
  }

  @Property(tries = 300)
  void allFailedAlikeMeansEveryEntryFailedWithOneCode(Draw draw) {
    List<String> outcomes = draw.next("outcomes", outcomes());
    BadEntrySearch search = new BadEntrySearch(outcomes.size());
    BufferFixture fixture = new BufferFixture(TestPipeline.QUEUE);
    for (String outcome : outcomes) {
      assertThat(search.isFinished()).isFalse();
      if (outcome.equals(CLEARED)) {
        search.ruledOut();
      } else {
        search.addRejected(fixture.delivery(outcome, null, 0), Outcomes.rejected(outcome));
      }
    }
    assertThat(search.isFinished()).isTrue();
    assertThat(search.rejectedEntries())
        .extracting(suspect -> suspect.delivery().message().body())
        .isEqualTo(outcomes.stream().filter(outcome -> !outcome.equals(CLEARED)).toList());
    assertThat(search.allRejectedWithOneCode())
        .isEqualTo(
            outcomes.stream().allMatch("A"::equals) || outcomes.stream().allMatch("B"::equals));
  }
}
