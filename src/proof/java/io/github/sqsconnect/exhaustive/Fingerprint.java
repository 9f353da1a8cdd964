package io.github.sqsconnect.exhaustive;

import io.github.sqsconnect.delivery.PipelineSnapshot;
import io.github.sqsconnect.delivery.PipelineSnapshot.FifoBufferState;
import io.github.sqsconnect.delivery.PipelineSnapshot.GroupState;
import io.github.sqsconnect.delivery.PipelineSnapshot.HeldState;
import io.github.sqsconnect.delivery.PipelineSnapshot.LaneState;
import io.github.sqsconnect.delivery.PipelineSnapshot.MessageState;
import io.github.sqsconnect.delivery.PipelineSnapshot.PartitionState;
import io.github.sqsconnect.delivery.PipelineSnapshot.QueueState;
import io.github.sqsconnect.delivery.PipelineSnapshot.RecordState;
import io.github.sqsconnect.delivery.PipelineSnapshot.ReportState;
import io.github.sqsconnect.delivery.PipelineSnapshot.RequestState;
import io.github.sqsconnect.delivery.PipelineSnapshot.SearchState;
import io.github.sqsconnect.delivery.PipelineSnapshot.StandardBufferState;
import io.github.sqsconnect.world.SimulatedConsumer;
import io.github.sqsconnect.world.SimulatedReporter.ReporterCall;
import io.github.sqsconnect.world.SimulatedWorker;
import io.github.sqsconnect.world.SimulatedWorker.PolledRecords;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import org.apache.kafka.common.TopicPartition;

/**
 * The state of a world as bytes: two worlds with equal bytes have the same next states. It is read
 * from the snapshot that the core offers; {@code SnapshotTest} checks that no field is missing
 * there.
 *
 * <p>These things are left out, because they do not change the next states:
 *
 * <ul>
 *   <li>Exact times. A timer is <em>due or not</em>, because all waits have one length and the
 *       clock advances by it. The age of a record counts only while it can stall its partition, as
 *       more or less than 60 s. Of a fatal outcome only its existence counts, because the next
 *       response decides whether its 30 s are over.
 *   <li>Metrics and log lines.
 *   <li>The number of attempts and failures above one: all backoffs have one length, and there is
 *       no delivery timeout. The number of rejected requests in a row above one: a few faults
 *       cannot make the ten that stop the task.
 *   <li>Which limit was learned and when: there is one limit, and ten minutes never pass.
 *   <li>When the task checked for new credentials: there are none.
 *   <li>Successes: the window is at its maximum or grows with the next one.
 *   <li>Texts of reasons and responses, and the code of a rejected request: there is one code.
 *   <li>Acknowledged records. Of an orphan only its partition and the group that it keeps muted
 *       count, because its response is dropped.
 *   <li>Committed offsets: see the description of the package.
 *   <li>The order of requests in flight: the world may answer them in any order.
 *   <li>Which partition is which, with one queue: both have similar records. The fingerprint is
 *       written for both orders of the partitions, and the smaller one counts.
 * </ul>
 *
 * <p>What only the ledger knows is kept separately in {@link #hiddenState()}: the task cannot see
 * it, and more of it only permits more.
 */
final class Fingerprint {
  private static final int STRIDE = 4;
  private static final int ORPHAN = 50;

  /** Larger than the number of any record. */
  private static final int NAMELESS = 100;

  private final SmallWorld small;
  private final PipelineSnapshot core;
  private final long now;
  private final boolean swapped;
  private final StateCode code = new StateCode();

  private Fingerprint(SmallWorld small, PipelineSnapshot core, boolean swapped) {
    this.small = small;
    this.core = core;
    this.swapped = swapped;
    now = small.world().now();
  }

  /** The state of a world; a violation if the counters of the task are wrong. */
  static VisitedState of(SmallWorld small) {
    PipelineSnapshot core = small.worker().task().snapshot();
    new Bookkeeping(small, core).check();
    Fingerprint plain = new Fingerprint(small, core, false);
    plain.write();
    Fingerprint swapped = new Fingerprint(small, core, true);
    swapped.write();
    boolean isPlain = small.scope().queues() > 1 || plain.code.compareTo(swapped.code) <= 0;
    StateCode code = isPlain ? plain.code : swapped.code;
    return new VisitedState(
        code.hash(0x243F6A8885A308D3L),
        code.hash(0x13198A2E03707344L),
        isPlain ? plain.hiddenState() : swapped.hiddenState(),
        small.faults(),
        small.place() == WorkerCall.NONE);
  }

  private int mapped(int partition) {
    return swapped ? 1 - partition : partition;
  }

  private long hiddenState() {
    long hidden = small.world().ledger().hiddenState();
    if (!swapped) {
      return hidden;
    }
    int records = small.scope().records();
    long low = (1L << records) - 1;
    long turned = 0;
    for (int shift = 0; shift < 64; shift += 16) {
      long word = hidden >>> shift & 0xFFFF;
      turned |= ((word & low) << records | (word >>> records & low)) << shift;
    }
    return turned;
  }

  private void write() {
    writeCall();
    for (int p = 0; p < Scope.PARTITIONS; p++) {
      writePartition(mapped(p));
    }
    core.queues().forEach(this::writeQueue);
    writeInFlight();
    writeSearches();
    core.lanes().forEach(this::writeLane);
    code.add('R');
    core.rejected().forEach(waiting -> code.add(number(waiting.record())));
    code.add('H');
    for (HeldState held : core.held()) {
      code.add(number(held.record())).add(isAhead(held.until()));
    }
    code.add('E');
    for (ReportState report : core.reports()) {
      code.add(number(report.record()))
          .add(ChosenReporterFaults.progress((ReporterCall) report.call()));
    }
    code.add(core.hasFailure()).add(!small.worker().task().full().isEmpty());
  }

  /** The call that the task is in, and how many of the polled records it has read. */
  private void writeCall() {
    WorkerCall call = small.place();
    code.add(call.kind()).add(swapped ? call.isOfSecond() : call.isOfFirst());
    code.add(swapped ? call.isOfFirst() : call.isOfSecond()).add(call.stage());
    if (call.kind() != WorkerCall.PUT.kind()) {
      return;
    }
    PolledRecords polled = small.worker().polled();
    List<Integer> given = polled.given();
    List<Integer> left = given.subList(polled.consumed(), given.size());
    code.add(polled.isRead());
    for (int p = 0; p < Scope.PARTITIONS; p++) {
      code.add(countOf(mapped(p), given)).add(countOf(mapped(p), left));
    }
    code.add(left.isEmpty() ? 0 : 1 + mapped(small.world().topic().partitionOf(left.get(0))));
  }

  private int countOf(int partition, List<Integer> records) {
    int count = 0;
    for (int record : records) {
      count += small.world().topic().partitionOf(record) == partition ? 1 : 0;
    }
    return count;
  }

  private void writePartition(int p) {
    SimulatedWorker worker = small.worker();
    SimulatedConsumer consumer = worker.consumer();
    TopicPartition partition = small.world().topic().partition(p);
    code.add('P').add(consumer.isAssigned(p)).add(consumer.isPaused(p));
    code.add(worker.context().remembersPause(partition));
    code.add(worker.task().paused().contains(partition)).add(consumer.place(p));
    code.add((int) (worker.current(p) - small.world().topic().start(p)));
    PartitionState offsets = core.partitions().get(partition);
    if (offsets != null) {
      long last = offsets.lastOffset() - small.world().topic().start(p);
      code.add(last < consumer.place(p) ? 0 : (int) last + 1);
      boolean isFirst = isAcknowledgedBehindFirst(offsets);
      for (RecordState record : offsets.outstanding()) {
        code.add(number(record)).add(record.unfinishedMessages()).add(record.isRejected());
        code.add(isFirst && now - record.registeredAt() > 60_000);
        isFirst = false;
      }
    }
    code.add('L');
    for (int record : small.world().topic().log(p)) {
      code.add(small.world().ledger().statusOf(record));
    }
  }

  private static boolean isAcknowledgedBehindFirst(PartitionState offsets) {
    List<RecordState> outstanding = offsets.outstanding();
    return !outstanding.isEmpty()
        && outstanding.size() < offsets.registered() - outstanding.get(0).sequence();
  }

  /** Of an orphan only its partition and the group that it keeps muted count. */
  private int number(RecordState record) {
    int partition = record.partition().partition();
    if (record.isOrphan()) {
      int group =
          small
              .world()
              .topic()
              .record(small.world().topic().at(partition, record.offset()))
              .group();
      return ORPHAN + mapped(partition) * STRIDE + group;
    }
    long place = record.offset() - small.world().topic().start(partition);
    return 1 + mapped(partition) * STRIDE + (int) place;
  }

  /** A message, whether all its outcomes were fatal, and whether it has waited long enough. */
  private void writeMessage(StateCode to, MessageState message) {
    to.add(number(message.record()));
    if (message.record().isOrphan()) {
      return;
    }
    to.add(message.isFatal());
    if (small.scope().isFifo()) {
      to.add(isAhead(message.appendedAt() + Scope.UNIT_MS));
    }
  }

  private boolean isAhead(long time) {
    return time > now;
  }

  /** Whether the current put has brought records counts only in that put, and with two queues. */
  private void writeLane(LaneState lane) {
    code.add('U').add(lane.queue().isEmpty() ? 2 : numberOfQueue(lane.queue()));
    boolean isInPut = small.place().kind() == WorkerCall.PUT.kind();
    code.add(small.scope().queues() > 1 && isInPut && lane.hasReceived());
    lane.unassembled().forEach(record -> code.add(number(record)));
  }

  private int numberOfQueue(String url) {
    return small.world().setup().queueAt(url);
  }

  private QueueState queueOf(RequestState request) {
    int partition = request.messages().get(0).record().partition().partition();
    int queue = small.world().setup().queueOf(partition);
    return core.queues().stream()
        .filter(state -> numberOfQueue(state.queue()) == queue)
        .findFirst()
        .orElseThrow();
  }

  private void writeQueue(QueueState queue) {
    code.add('B').add(numberOfQueue(queue.queue()));
    code.add(queue.failuresInARow() > 0).add(isAhead(queue.notBefore()));
    code.add(queue.rejectedInARow() > 0).add(queue.messageLimit().isLearned());
    code.add(queue.window().size()).add(queue.window().inFlight());
    if (queue.buffer() instanceof StandardBufferState shared) {
      writeShared(shared);
    } else {
      ((FifoBufferState) queue.buffer())
          .groups().stream()
              .sorted(Comparator.comparing(GroupState::group))
              .forEach(this::writeGroup);
    }
    code.add('p');
    queue.halves().forEach(part -> writeRequest(code, part));
  }

  private void writeShared(StandardBufferState lane) {
    for (MessageState message : lane.waiting()) {
      writeMessage(code, message);
      code.add(isAhead(message.appendedAt() + Scope.UNIT_MS));
    }
    code.add('b');
    for (MessageState message : lane.backingOff()) {
      writeMessage(code, message);
      code.add(isAhead(message.dueAt()));
    }
  }

  private void writeGroup(GroupState group) {
    code.add('g').add(group.group().charAt(group.group().length() - 1));
    code.add(group.inFlight()).add(group.ready()).add(group.backingOff());
    code.add(group.dueAt() == Long.MIN_VALUE ? 2 : isAhead(group.dueAt()) ? 1 : 0);
    group.reenqueued().forEach(message -> writeMessage(code, message));
    code.add('w');
    group.waiting().forEach(message -> writeMessage(code, message));
  }

  private void writeRequest(StateCode to, RequestState request) {
    to.add('q');
    request.messages().forEach(message -> writeMessage(to, message));
    to.add(request.search() == null ? 0 : nameOfSearch(request.search()));
    if (small.scope().isRelaxed()) {
      to.add(nameOfOriginal(request.original()));
    }
  }

  /** The name of a search is its smallest record. */
  private int nameOfSearch(Object search) {
    int name = NAMELESS;
    for (SearchState known : core.searches()) {
      name = known.id() == search ? smallest(name, known.rejectedEntries()) : name;
    }
    for (RequestState request : Bookkeeping.requests(core)) {
      name = request.search() == search ? smallest(name, request.messages()) : name;
    }
    return name;
  }

  /** The name of a halved request is the smallest record that is left of it. */
  private int nameOfOriginal(Object whole) {
    int name = NAMELESS;
    for (RequestState request : Bookkeeping.requests(core)) {
      name = request.original() == whole ? smallest(name, request.messages()) : name;
    }
    return name;
  }

  private int smallest(int atMost, List<MessageState> messages) {
    int smallest = atMost;
    for (MessageState message : messages) {
      smallest = Math.min(smallest, number(message.record()));
    }
    return smallest;
  }

  private void writeInFlight() {
    StateCode[] requests = new StateCode[core.inFlight().size()];
    for (int i = 0; i < requests.length; i++) {
      RequestState request = core.inFlight().get(i);
      QueueState queue = queueOf(request);
      long sentAt = request.sentAt();
      requests[i] = new StateCode();
      writeRequest(requests[i], request);
      boolean isProbe = queue.probe() == request.id();
      requests[i].add(isProbe ? now - sentAt >= 2_000 ? 2 : 1 : 0);
      requests[i].add(sentAt >= queue.window().halvedAt()).add(sentAt >= queue.failedAt());
      requests[i].add(
          queue.messageLimit().isLearned() && sentAt >= queue.messageLimit().learnedAt());
      // Should the window be halved or a limit learned now, this shows whether it was sent before.
      requests[i].add(sentAt == now);
    }
    Arrays.sort(requests);
    code.add('F');
    for (StateCode request : requests) {
      code.add(request);
    }
  }

  private void writeSearches() {
    code.add('S');
    core.searches().stream()
        .sorted(Comparator.comparingInt(search -> nameOfSearch(search.id())))
        .forEach(
            search -> {
              code.add(nameOfSearch(search.id())).add(search.size()).add(search.undecided());
              search.rejectedEntries().forEach(suspect -> code.add(number(suspect.record())));
            });
  }
}
