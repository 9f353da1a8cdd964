package io.github.sqsconnect.delivery;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.sqsconnect.fakes.Outcomes;
import io.github.sqsconnect.property.Draw;
import io.github.sqsconnect.property.Generator;
import io.github.sqsconnect.property.Property;
import java.util.List;

/** Whatever becomes of the entries of a request, and in whatever order. */
class BadEntrySearchProperties {
  private static final String CLEARED = "";

  private static Generator<List<String>> fates() {
    return Generator.of(CLEARED, "A", "A", "A", "B").list(1, 10);
  }

  @Property(tries = 300)
  void itIsTheConfigurationIfAllFailedAloneWithOneCode(Draw draw) {
    List<String> fates = draw.next("fates", fates());
    BadEntrySearch search = new BadEntrySearch(fates.size());
    BufferFixture fixture = new BufferFixture(TestPipeline.QUEUE);
    for (String fate : fates) {
      assertThat(search.isFinished()).isFalse();
      if (fate.equals(CLEARED)) {
        search.ruledOut();
      } else {
        search.addRejected(fixture.delivery(fate, null, 0), Outcomes.rejected(fate));
      }
    }
    assertThat(search.isFinished()).isTrue();
    assertThat(search.rejectedEntries())
        .extracting(suspect -> suspect.delivery().message().body())
        .isEqualTo(fates.stream().filter(fate -> !fate.equals(CLEARED)).toList());
    assertThat(search.allRejectedWithOneCode())
        .isEqualTo(fates.stream().allMatch("A"::equals) || fates.stream().allMatch("B"::equals));
  }
}
