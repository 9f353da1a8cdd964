package io.github.sqsconnect.chaos;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.sqsconnect.chaos.Evidence.Arrival;
import io.github.sqsconnect.chaos.Evidence.Disturbance;
import io.github.sqsconnect.chaos.Evidence.Place;
import io.github.sqsconnect.chaos.Evidence.Reading;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.Test;

/** The checker fails on each kind of broken promise, and only on that. */
class CheckerTest {
  private final List<Arrival> arrivals = new ArrayList<>();
  private final List<Arrival> swallowed = new ArrayList<>();
  private final List<Reading> readings = new ArrayList<>();
  private final List<Disturbance> disturbances = new ArrayList<>();
  private Set<Long> doubtful = Set.of();
  private Set<Place> poisoned = Set.of();
  private Set<Place> dead = Set.of();
  private boolean fifo;

  @Test
  void quietRunBreaksNothing() {
    stored(0, 0, 1_000);
    stored(1, 0, 1_001);
    stored(0, 1, 1_002);
    committed(1_010, Map.of(0, 2L, 1, 1L));

    assertThat(judged().violations()).isEmpty();
    assertThat(judged().duplicates()).isZero();
  }

  @Test
  void recordThatNeverArrivedIsGap() {
    stored(0, 0, 1_000);
    stored(1, 0, 1_001);

    assertThat(judged().violations()).containsExactly("gap: record 0-1 is nowhere");
  }

  @Test
  void refusedRecordInTheDeadLetterTopicIsNoGap() {
    stored(0, 0, 1_000);
    stored(1, 0, 1_001);
    poisoned = Set.of(new Place(0, 1));
    dead = poisoned;

    assertThat(judged().violations()).isEmpty();
  }

  @Test
  void deadLetterThatNobodyRefusedIsViolation() {
    everythingStored();
    dead = Set.of(new Place(0, 1));

    assertThat(judged().violations()).containsExactly("record 0-1 is dead, and nobody refused it");
  }

  @Test
  void commitBehindRecordThatWasNotThereYetIsTooFar() {
    stored(0, 0, 1_000);
    committed(1_005, Map.of(0, 2L));
    stored(0, 1, 1_010);
    stored(1, 0, 1_011);

    assertThat(judged().violations())
        .singleElement()
        .asString()
        .contains("commit too far: 2 of partition 0", "0-1 was not delivered");
  }

  @Test
  void commitBehindDeadRecordIsAllowedFromTheTimeItIsDead() {
    stored(1, 0, 1_000);
    poisoned = Set.of(new Place(0, 0));
    dead = poisoned;
    readings.add(new Reading(1_001, Map.of(0, 1L), 1, Set.of()));
    stored(0, 1, 1_010);
    readings.add(new Reading(1_011, Map.of(0, 2L), 2, dead));

    assertThat(judged().violations())
        .singleElement()
        .asString()
        .contains("commit too far: 1 of partition 0");
  }

  @Test
  void duplicateWithoutReasonIsUnexplained() {
    everythingStored();
    stored(0, 1, 2_000);

    assertThat(judged().violations())
        .singleElement()
        .asString()
        .startsWith("unexplained duplicate: 0-1");
    assertThat(judged().duplicates()).isOne();
  }

  @Test
  void duplicateBehindLostAnswerIsExplained() {
    everythingStored();
    doubtful = Set.of(1L);
    stored(0, 0, 2_000);

    assertThat(judged().violations()).isEmpty();
    assertThat(judged().duplicates()).isOne();
  }

  @Test
  void lostAnswerOfAnotherRequestExplainsNothing() {
    everythingStored();
    doubtful = Set.of(2L);
    stored(0, 0, 2_000);

    assertThat(judged().violations()).hasSize(1);
  }

  @Test
  void duplicateAroundDisturbanceIsExplained() {
    everythingStored();
    disturbances.add(new Disturbance("worker killed", 1_500, 1_600));
    stored(0, 0, 30_000);

    assertThat(judged().violations()).isEmpty();
  }

  @Test
  void disturbanceAfterwardsOrLongBeforeExplainsNothing() {
    everythingStored();
    disturbances.add(new Disturbance("worker killed", 2_001, 2_100));
    stored(0, 0, 2_000);
    assertThat(judged().violations()).hasSize(1);

    disturbances.clear();
    disturbances.add(new Disturbance("worker killed", -60_000, 999 - Checker.AFTERMATH_MS));
    assertThat(judged().violations()).hasSize(1);
  }

  @Test
  void laterRecordOfGroupBeforeAnEarlierOneIsDisorder() {
    fifo = true;
    stored(0, 1, 1_000);
    stored(0, 0, 1_001);
    stored(1, 0, 1_002);

    assertThat(judged().violations())
        .singleElement()
        .asString()
        .startsWith("disorder in group user of partition 0: 0-1 at 1000, then 0-0");
  }

  @Test
  void standardQueueMayMixTheOrder() {
    stored(0, 1, 1_000);
    stored(0, 0, 1_001);
    stored(1, 0, 1_002);

    assertThat(judged().violations()).isEmpty();
  }

  @Test
  void recordStoredTwiceOnFifoQueueIsViolationWhateverHappened() {
    fifo = true;
    everythingStored();
    disturbances.add(new Disturbance("worker killed", 1_500, 1_600));
    stored(1, 0, 2_000);

    assertThat(judged().violations())
        .singleElement()
        .asString()
        .startsWith("twice on a FIFO queue: 1-0");
  }

  @Test
  void whatFifoQueueSwallowedNeedsReasonToo() {
    fifo = true;
    everythingStored();
    swallowed.add(new Arrival(new Place(0, 1), "user", 9, 2_000));

    assertThat(judged().violations())
        .singleElement()
        .asString()
        .startsWith("unexplained duplicate: 0-1");
    assertThat(judged().duplicates()).isOne();

    doubtful = Set.of(2L);
    assertThat(judged().violations()).isEmpty();
  }

  @Test
  void manyViolationsOfOneKindAreToldShort() {
    assertThat(judged(Map.of(0, 100)).violations())
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

  private Checker.Verdict judged() {
    return judged(Map.of(0, 2, 1, 1));
  }

  private Checker.Verdict judged(Map<Integer, Integer> sent) {
    return Checker.judge(
        new Evidence(
            fifo, sent, arrivals, swallowed, readings, disturbances, doubtful, poisoned, dead));
  }
}
