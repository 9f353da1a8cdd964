package io.github.sqsconnect.chaos;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.sqsconnect.chaos.Observations.Disturbance;
import io.github.sqsconnect.servers.CommitReadings.Reading;
import io.github.sqsconnect.servers.NumberedRecords.Place;
import io.github.sqsconnect.servers.StoredRecords.Arrival;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.Test;

/** The checker finds each kind of broken promise, and nothing else. */
class CheckerTest {
  private final List<Arrival> arrivals = new ArrayList<>();
  private final List<Arrival> discarded = new ArrayList<>();
  private final List<Reading> readings = new ArrayList<>();
  private final List<Disturbance> disturbances = new ArrayList<>();
  private Set<Long> unanswered = Set.of();
  private Set<Place> poisoned = Set.of();
  private Set<Place> dead = Set.of();
  private boolean fifo;

  @Test
  void runWithoutFaultsBreaksNothing() {
    stored(0, 0, 1_000);
    stored(1, 0, 1_001);
    stored(0, 1, 1_002);
    committed(1_010, Map.of(0, 2L, 1, 1L));

    assertThat(checked().violations()).isEmpty();
    assertThat(checked().duplicates()).isZero();
  }

  @Test
  void recordThatDidNotArriveIsGap() {
    stored(0, 0, 1_000);
    stored(1, 0, 1_001);

    assertThat(checked().violations()).containsExactly("gap: record 0-1 did not arrive");
  }

  @Test
  void rejectedRecordInTheDeadLetterTopicIsNoGap() {
    stored(0, 0, 1_000);
    stored(1, 0, 1_001);
    poisoned = Set.of(new Place(0, 1));
    dead = poisoned;

    assertThat(checked().violations()).isEmpty();
  }

  @Test
  void deadLetterThatWasNotRejectedIsViolation() {
    everythingStored();
    dead = Set.of(new Place(0, 1));

    assertThat(checked().violations())
        .containsExactly("record 0-1 is a dead letter, but was not rejected");
  }

  @Test
  void commitAboveUndeliveredRecordIsTooFar() {
    stored(0, 0, 1_000);
    committed(1_005, Map.of(0, 2L));
    stored(0, 1, 1_010);
    stored(1, 0, 1_011);

    assertThat(checked().violations())
        .singleElement()
        .asString()
        .contains("commit too far: offset 2 of partition 0", "record 0-1 was not delivered");
  }

  @Test
  void commitAboveDeadRecordIsAllowedOnceItIsDead() {
    stored(1, 0, 1_000);
    poisoned = Set.of(new Place(0, 0));
    dead = poisoned;
    readings.add(new Reading(1_001, Map.of(0, 1L), 1, Set.of()));
    stored(0, 1, 1_010);
    readings.add(new Reading(1_011, Map.of(0, 2L), 2, dead));

    assertThat(checked().violations())
        .singleElement()
        .asString()
        .contains("commit too far: offset 1 of partition 0");
  }

  @Test
  void duplicateWithoutReasonIsUnexplained() {
    everythingStored();
    stored(0, 1, 2_000);

    assertThat(checked().violations())
        .singleElement()
        .asString()
        .startsWith("unexplained duplicate: 0-1");
    assertThat(checked().duplicates()).isOne();
  }

  @Test
  void duplicateAfterLostAnswerIsExplained() {
    everythingStored();
    unanswered = Set.of(1L);
    stored(0, 0, 2_000);

    assertThat(checked().violations()).isEmpty();
    assertThat(checked().duplicates()).isOne();
  }

  @Test
  void lostAnswerOfAnotherRequestExplainsNothing() {
    everythingStored();
    unanswered = Set.of(2L);
    stored(0, 0, 2_000);

    assertThat(checked().violations()).hasSize(1);
  }

  @Test
  void duplicateAroundDisturbanceIsExplained() {
    everythingStored();
    disturbances.add(new Disturbance("worker killed", 1_500, 1_600));
    stored(0, 0, 30_000);

    assertThat(checked().violations()).isEmpty();
  }

  @Test
  void laterOrMuchEarlierDisturbanceExplainsNothing() {
    everythingStored();
    disturbances.add(new Disturbance("worker killed", 2_001, 2_100));
    stored(0, 0, 2_000);
    assertThat(checked().violations()).hasSize(1);

    disturbances.clear();
    disturbances.add(new Disturbance("worker killed", -60_000, 999 - Checker.AFTER_DISTURBANCE_MS));
    assertThat(checked().violations()).hasSize(1);
  }

  @Test
  void laterRecordOfGroupBeforeAnEarlierOneIsDisorder() {
    fifo = true;
    stored(0, 1, 1_000);
    stored(0, 0, 1_001);
    stored(1, 0, 1_002);

    assertThat(checked().violations())
        .singleElement()
        .asString()
        .startsWith("disorder in group user of partition 0: 0-1 at 1000, then 0-0");
  }

  @Test
  void standardQueueMayChangeTheOrder() {
    stored(0, 1, 1_000);
    stored(0, 0, 1_001);
    stored(1, 0, 1_002);

    assertThat(checked().violations()).isEmpty();
  }

  @Test
  void recordStoredTwiceOnFifoQueueIsAlwaysViolation() {
    fifo = true;
    everythingStored();
    disturbances.add(new Disturbance("worker killed", 1_500, 1_600));
    stored(1, 0, 2_000);

    assertThat(checked().violations())
        .singleElement()
        .asString()
        .startsWith("stored twice on a FIFO queue: 1-0");
  }

  @Test
  void discardedDuplicateNeedsReasonToo() {
    fifo = true;
    everythingStored();
    discarded.add(new Arrival(new Place(0, 1), "user", 9, 2_000));

    assertThat(checked().violations())
        .singleElement()
        .asString()
        .startsWith("unexplained duplicate: 0-1");
    assertThat(checked().duplicates()).isOne();

    unanswered = Set.of(2L);
    assertThat(checked().violations()).isEmpty();
  }

  @Test
  void onlySomeViolationsOfOneKindAreListed() {
    assertThat(checked(Map.of(0, 100)).violations())
        .hasSize(6)
        .last()
        .asString()
        .contains("95 more");
  }

  private void everythingStored() {
    stored(0, 0, 1_000);
    stored(0, 1, 1_001);
    stored(1, 0, 1_002);
  }

  private void stored(int partition, int offset, long at) {
    arrivals.add(new Arrival(new Place(partition, offset), "user", arrivals.size() + 1, at));
  }

  private void committed(long at, Map<Integer, Long> offsets) {
    readings.add(new Reading(at, offsets, arrivals.size(), dead));
  }

  private Checker.Verdict checked() {
    return checked(Map.of(0, 2, 1, 1));
  }

  private Checker.Verdict checked(Map<Integer, Integer> sent) {
    return Checker.check(
        new Observations(
            fifo, sent, arrivals, discarded, readings, disturbances, unanswered, poisoned, dead));
  }
}
