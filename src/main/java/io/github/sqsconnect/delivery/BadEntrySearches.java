package io.github.sqsconnect.delivery;

import io.github.sqsconnect.delivery.BadEntrySearch.RejectedEntry;
import io.github.sqsconnect.delivery.PipelineSnapshot.SearchState;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * The unfinished searches for bad entries. When a search is finished, it rejects the bad entries,
 * or stops the task because all entries were rejected with one code.
 */
final class BadEntrySearches {
  private final MessageAccumulator accumulator;
  private final FinishedMessages finished;
  private final ConfigurationFaults faults;
  private final TaskFailure failure;
  private final Set<BadEntrySearch> unfinished = new LinkedHashSet<>();

  BadEntrySearches(
      MessageAccumulator accumulator,
      FinishedMessages finished,
      ConfigurationFaults faults,
      TaskFailure failure) {
    this.accumulator = accumulator;
    this.finished = finished;
    this.faults = faults;
    this.failure = failure;
  }

  /**
   * Halves a request that failed as a whole; both halves are sent next.
   *
   * @param isRejected whether it was rejected, so that a bad entry is searched for; otherwise it
   *     was too long
   */
  void halve(MessageBatch batch, QueueBacklog backlog, boolean isRejected) {
    List<Delivery> all = batch.deliveries();
    BadEntrySearch search = batch.search();
    if (search == null && isRejected) {
      search = new BadEntrySearch(all.size());
      unfinished.add(search);
    }

    backlog.halve(batch, search);

    if (all.stream().anyMatch(delivery -> delivery.record().isOrphan())) {
      dropOrphans();
    }
  }

  /** An entry of this request is not a bad one. */
  void ruledOut(MessageBatch batch) {
    if (batch.search() != null) {
      batch.search().ruledOut();
    }
  }

  /** Drops waiting messages of revoked partitions. A search may be finished after that. */
  void dropOrphans() {
    accumulator.dropOrphans();
    List.copyOf(unfinished).forEach(this::conclude);
  }

  /** Rejects the entries that a search has found, or stops the task, if the search is finished. */
  void conclude(@Nullable BadEntrySearch search) {
    if (search == null || !search.isFinished()) {
      return;
    }
    unfinished.remove(search);

    if (search.allRejectedWithOneCode()) {
      RejectedEntry first = search.rejectedEntries().get(0);
      failure.set(first.delivery(), first.outcome().error(), StopReason.ALL_REJECTED_ALONE);
      return;
    }

    for (RejectedEntry entry : search.rejectedEntries()) {
      finished.rejected(entry.delivery(), entry.outcome().error());
    }

    if (search.allRejected()) {
      RejectedEntry first = search.rejectedEntries().get(0);
      faults.requestRejected(
          first.delivery(), first.outcome(), accumulator.backlogOf(first.delivery()));
    }
  }

  /** The state of the searches, for proofs. */
  List<SearchState> snapshot() {
    return unfinished.stream().map(BadEntrySearch::snapshot).toList();
  }
}
