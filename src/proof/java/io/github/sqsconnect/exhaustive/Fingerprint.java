package io.github.sqsconnect.exhaustive;

import io.github.sqsconnect.message.OutboundMessage;
import io.github.sqsconnect.simulation.Violation;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collection;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.apache.kafka.common.TopicPartition;

/**
 * The state of a world in bytes: two worlds with equal bytes go on alike. It is read from the
 * private fields of the real task, so every class it walks through is held to the fields known
 * here.
 *
 * <p>What is left out, and why two worlds that differ in it still go on alike:
 *
 * <ul>
 *   <li>Times are told as <em>due or not</em>: all waits have one length and the clock moves by it.
 *       The age of a record counts only while its partition can be held up by it, past 60 s or not;
 *       of a fatal answer, only that there was one, because whether its 30 s are over is chosen
 *       with the next answer.
 *   <li>Metrics, log lines and the times of both; how often something was tried or failed, beyond
 *       once, because all backoffs have one length and there is no delivery timeout; how many
 *       requests were refused in a row, beyond one, because the ten that stop the task cannot come
 *       together with a few faults; which limit was learned and when, because there is one and ten
 *       minutes do not pass; when keys were looked for, because there are no newer ones; successes,
 *       because the window is at its largest or grows with the next one.
 *   <li>Texts: reasons and answers; the code of a refused request, because there is one.
 *   <li>What of acknowledged records there was; which record an orphan is, because its answer is
 *       dropped, but for whose it was and what group it keeps mute.
 *   <li>What is committed: see the description of the package.
 *   <li>The order of what is under way: the world may answer in any.
 *   <li>Which partition is which: both hold alike records, so the two may change their names, and
 *       the smaller of the two writings counts.
 * </ul>
 *
 * <p>What the ledger alone knows, which message is stored and which record taken, is kept apart in
 * {@link #facts()}: the task cannot see it, and more of it forbids less.
 */
final class Fingerprint {
  private static final int STRIDE = 4;
  private static final int ORPHAN = 50;

  private final World world;
  private final Core core;
  private final long now;
  private final boolean swapped;
  private final Code code = new Code();
  private final Searches searches;
  private long recordBytes;
  private long messageBytes;

  private Fingerprint(World world, Core core, boolean swapped) {
    this.world = world;
    this.core = core;
    this.swapped = swapped;
    searches = new Searches(core, this::record);
    now = world.run().time().now();
  }

  /** What a world is like now; a violation if what the task keeps does not add up. */
  static State of(World world) {
    Core core = new Core(world.worker().task());
    Fingerprint plain = new Fingerprint(world, core, false);
    plain.write();
    plain.requireSums();
    Fingerprint swapped = new Fingerprint(world, core, true);
    swapped.write();
    boolean isPlain = plain.code.compareTo(swapped.code) <= 0;
    Code code = isPlain ? plain.code : swapped.code;
    return new State(
        code.hash(0x243F6A8885A308D3L),
        code.hash(0x13198A2E03707344L),
        isPlain ? plain.facts() : swapped.facts(),
        world.run().faults(),
        world.run().context() == Call.NONE);
  }

  /** Whether a put without records would send something now. */
  static boolean couldSend(World world) {
    return new Core(world.worker().task()).couldSend(world.run().time().now());
  }

  private Run run() {
    return world.run();
  }

  private int mapped(int partition) {
    return swapped ? 1 - partition : partition;
  }

  private long facts() {
    long facts = run().ledger().facts();
    if (!swapped) {
      return facts;
    }
    int records = run().scope().records();
    long low = (1L << records) - 1;
    long turned = 0;
    for (int shift = 0; shift < 64; shift += 16) {
      long word = facts >>> shift & 0xFFFF;
      turned |= ((word & low) << records | (word >>> records & low)) << shift;
    }
    return turned;
  }

  private void write() {
    run().context().write(code, swapped);
    searches.name();
    for (int p = 0; p < Scope.PARTITIONS; p++) {
      writePartition(mapped(p));
    }
    Object backlog = core.backlog();
    if (backlog != null) {
      writeBacklog(backlog);
    }
    writeInFlight();
    code.add('U');
    for (Object ticket : core.unassembled()) {
      code.add(record(ticket));
    }
    code.add('R');
    for (Object ticket : core.rejected()) {
      code.add(record(ticket));
    }
    code.add('H').add(core.hasLearned());
    for (Object refused : core.held()) {
      code.add(record(core.ticketOfHeld(refused))).add(due(core.heldUntil(refused)));
    }
    code.add('E');
    for (Object reported : core.reports()) {
      code.add(record(core.ticketOfReport(reported)));
      code.add(((Reporter.Calling) core.call(reported)).standing());
    }
    code.add(core.hasFailure()).add(core.isFull());
  }

  private void writePartition(int p) {
    Desk desk = world.worker().desk();
    TopicPartition partition = run().topic().partition(p);
    code.add('P').add(desk.isAssigned(p)).add(desk.isPaused(p)).add(core.isPaused(partition));
    code.add(desk.position(p));
    Object offsets = core.partitions().get(partition);
    if (offsets != null) {
      long last = core.lastOffset(offsets) - run().topic().start(p);
      code.add(last < desk.position(p) ? 0 : (int) last + 1);
      boolean first = core.isAcknowledgedBehindFirst(offsets);
      for (Object ticket : core.tickets(offsets)) {
        writeTicket(ticket, first);
        recordBytes += core.recordBytes(ticket);
        first = false;
      }
    }
    code.add('L');
    for (int record : run().topic().log(p)) {
      code.add(run().ledger().standing(record));
    }
  }

  private void writeTicket(Object ticket, boolean isFirst) {
    code.add(record(ticket));
    code.add(core.openMessages(ticket)).add(core.rejection(ticket) != null);
    code.add(isFirst && now - core.registeredAt(ticket) > 60_000);
  }

  /** Of an orphan nothing counts but whose it was and the group it keeps mute. */
  private int record(Object ticket) {
    int partition = core.partitionOf(ticket);
    long offset = core.offset(ticket);
    if (core.isOrphan(ticket)) {
      int group = run().topic().record(run().topic().at(partition, offset)).group();
      return ORPHAN + mapped(partition) * STRIDE + group;
    }
    return 1 + mapped(partition) * STRIDE + (int) (offset - run().topic().start(partition));
  }

  private int counted(Object delivery) {
    messageBytes += core.bytesOf(delivery) + OutboundMessage.OVERHEAD_BYTES;
    return record(core.ticket(delivery));
  }

  /** A message, whether all its answers have been fatal, and whether it has waited long enough. */
  private void writeDelivery(Code to, Object delivery) {
    to.add(counted(delivery));
    if (core.isOrphan(core.ticket(delivery))) {
      return;
    }
    to.add(core.isFatal(delivery));
    if (run().scope().isFifo()) {
      to.add(due(core.appendedAt(delivery) + Scope.UNIT_MS));
    }
  }

  /** When the head of a lane is due; a fresh one is by its own age. */
  private int dueOrFresh(long at) {
    return at == Long.MIN_VALUE ? 2 : due(at);
  }

  private int due(long at) {
    return at > now ? 1 : 0;
  }

  private void writeBacklog(Object backlog) {
    code.add('B').add(core.failuresInARow(backlog) > 0).add(core.notBefore(backlog) > now);
    code.add(core.isRefusing(backlog));
    Object window = core.window(backlog);
    code.add(core.windowSize(window)).add(core.windowInFlight(window));
    Object lanes = core.lanes(backlog);
    if (run().scope().isFifo()) {
      writeGroups(lanes);
    } else {
      writeShared(lanes);
    }
    code.add('p');
    for (Object batch : core.prepared(backlog)) {
      writeBatch(code, batch);
    }
  }

  private void writeShared(Object lanes) {
    long waitingBytes = 0;
    for (Object delivery : core.waiting(lanes)) {
      writeDelivery(code, delivery);
      code.add(due(core.appendedAt(delivery) + Scope.UNIT_MS));
      waitingBytes += core.bytesOf(delivery);
    }
    core.requireSharedSums(lanes, waitingBytes);
    code.add('b');
    for (Object delivery : core.backingOff(lanes)) {
      writeDelivery(code, delivery);
      code.add(due(core.dueAt(delivery)));
    }
  }

  private void writeGroups(Object lanes) {
    List<Object> ready = core.ready(lanes);
    List<Object> backingOff = core.groupsBackingOff(lanes);
    int count = 0;
    for (Map.Entry<String, Object> entry : core.groups(lanes)) {
      Object lane = entry.getValue();
      code.add('g').add(entry.getKey().charAt(entry.getKey().length() - 1));
      code.add(core.groupAway(lane)).add(ready.indexOf(lane)).add(backingOff.indexOf(lane));
      code.add(dueOrFresh(core.laneDueAt(lane)));
      for (Object delivery : core.groupBack(lane)) {
        writeDelivery(code, delivery);
        count++;
      }
      code.add('w');
      for (Object delivery : core.groupWaiting(lane)) {
        writeDelivery(code, delivery);
        count++;
      }
    }
    core.requireGroupSums(lanes, count);
  }

  private void writeBatch(Code to, Object batch) {
    to.add('q');
    for (Object delivery : core.deliveries(batch)) {
      writeDelivery(to, delivery);
    }
    Object search = core.bisection(batch);
    to.add(search == null ? 0 : searches.nameOf(search));
    if (run().scope().isRelaxed()) {
      to.add(nameOfWhole(core.whole(batch)));
    }
  }

  /** The smallest record of what is left of a request that was halved. */
  private int nameOfWhole(Object whole) {
    int name = Searches.NAMELESS;
    List<Object> batches = new ArrayList<>(core.inFlight());
    core.prepared(core.backlog()).forEach(batches::add);
    for (Object batch : batches) {
      if (core.whole(batch) == whole) {
        for (Object delivery : core.deliveries(batch)) {
          name = Math.min(name, record(core.ticket(delivery)));
        }
      }
    }
    return name;
  }

  private void writeInFlight() {
    Collection<?> inFlight = core.inFlight();
    Code[] requests = new Code[inFlight.size()];
    Object backlog = core.backlog();
    int i = 0;
    for (Object batch : inFlight) {
      Code request = new Code();
      writeBatch(request, batch);
      boolean isProbe = core.probe(backlog) == batch;
      request.add(isProbe ? now - core.sentAt(batch) >= 2_000 ? 2 : 1 : 0);
      request.add(core.sentAt(batch) >= core.halvedAt(core.window(backlog)));
      request.add(core.showsRaise(core.sentAt(batch)));
      // Should the window be halved or a limit learned now, this tells whether it was sent before.
      request.add(core.sentAt(batch) == now);
      requests[i++] = request;
    }
    Arrays.sort(requests);
    code.add('F');
    for (Code request : requests) {
      code.add(request);
    }
    code.add('S');
    for (Object search : searches.all()) {
      code.add(searches.nameOf(search)).add(core.searchSize(search)).add(core.searchOpen(search));
      for (Object suspect : core.suspects(search)) {
        code.add(counted(core.suspectDelivery(suspect)));
      }
    }
  }

  /** Of a request that was halved one part is under way at a time, where order is relaxed. */
  private void requireUnderWay(Object backlog) {
    Set<Object> wholes = new HashSet<>();
    if (run().scope().isRelaxed()) {
      for (Object batch : core.inFlight()) {
        if (!wholes.add(core.whole(batch))) {
          throw new Violation("parts", "two parts of one request are under way");
        }
      }
    }
    if (!wholes.equals(core.underWay(backlog))) {
      throw new Violation("parts", core.underWay(backlog).size() + " are thought to be under way");
    }
  }

  /** All records that are outstanding, and all messages that are not done, count; nothing else. */
  private void requireSums() {
    long kept = world.worker().task().bufferedBytes();
    long bytes = recordBytes + messageBytes;
    if (bytes != kept && !core.hasFailure()) {
      throw new Violation("bytes", kept + " are accounted for, " + bytes + " are kept");
    }
    // One message is made after the bound is nearly reached, and none after that.
    long bound = run().scope().bufferMaxBytes() + Scope.MESSAGE_BYTES;
    if (messageBytes > bound) {
      throw new Violation("memory", messageBytes + " of messages, the bound is " + bound);
    }
    if (core.inFlight().size() != world.worker().inFlight()) {
      throw new Violation("in flight", core.inFlight().size() + " are thought to be");
    }
    Object backlog = core.backlog();
    if (backlog != null) {
      requireUnderWay(backlog);
      Object window = core.window(backlog);
      if (core.windowInFlight(window) != world.worker().inFlight()
          || core.windowSize(window) != world.worker().windowSize()) {
        throw new Violation("window", "thinks of " + core.windowInFlight(window) + " in flight");
      }
    }
  }
}
