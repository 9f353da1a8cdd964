package io.github.sqsconnect.delivery;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;

/** Whatever becomes of the entries of a request, and in whatever order. */
class BadEntrySearchProperties {
  private static final String CLEARED = "";

  @Provide
  Arbitrary<List<String>> fates() {
    return Arbitraries.of(CLEARED, "A", "A", "A", "B").list().ofMinSize(1).ofMaxSize(10);
  }

  @Property(tries = 300)
  void itIsTheConfigurationIfAllFailedAloneWithOneCode(@ForAll("fates") List<String> fates) {
    BadEntrySearch search = new BadEntrySearch(fates.size());
    BufferFixture fixture = new BufferFixture(Corridor.QUEUE);
    for (String fate : fates) {
      assertThat(search.isFinished()).isFalse();
      if (fate.equals(CLEARED)) {
        search.ruledOut();
      } else {
        search.addRejected(fixture.delivery(fate, null, 0), Answers.refused(fate));
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
