package io.github.sqsconnect.exhaustive;

import io.github.sqsconnect.delivery.PipelineSnapshot;
import io.github.sqsconnect.delivery.PipelineSnapshot.BufferState;
import io.github.sqsconnect.delivery.PipelineSnapshot.FifoBufferState;
import io.github.sqsconnect.delivery.PipelineSnapshot.GroupState;
import io.github.sqsconnect.delivery.PipelineSnapshot.LaneState;
import io.github.sqsconnect.delivery.PipelineSnapshot.MessageState;
import io.github.sqsconnect.delivery.PipelineSnapshot.PartitionState;
import io.github.sqsconnect.delivery.PipelineSnapshot.QueueState;
import io.github.sqsconnect.delivery.PipelineSnapshot.RecordState;
import io.github.sqsconnect.delivery.PipelineSnapshot.RequestState;
import io.github.sqsconnect.delivery.PipelineSnapshot.SearchState;
import io.github.sqsconnect.delivery.PipelineSnapshot.StandardBufferState;
import io.github.sqsconnect.message.OutboundMessage;
import io.github.sqsconnect.world.TaskRequests;
import io.github.sqsconnect.world.Violation;
import io.github.sqsconnect.world.WorldSetup;
import java.util.ArrayList;
import java.util.Collections;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Set;

/** Whether the counters of the task agree with what it keeps, in one snapshot. */
record Bookkeeping(SmallWorld small, PipelineSnapshot core) {

  void check() {
    core.partitions().values().forEach(Bookkeeping::checkPartition);
    core.queues().forEach(this::checkQueue);
    List<MessageState> messages = messages();
    checkOrphans(messages);
    checkBytes(messages);
    if (core.inFlight().size() != small.worker().requests().inFlight()) {
      throw new Violation("in flight", core.inFlight().size() + " are thought to be");
    }
  }

  private static void checkPartition(PartitionState partition) {
    for (RecordState record : partition.outstanding()) {
      if (!record.keepsRecord()) {
        throw new Violation("released", record.offset() + " is outstanding");
      }
    }
    if (partition.outstanding().size() != partition.outstandingCount()) {
      throw new Violation(
          "outstanding", partition.outstandingCount() + ", not " + partition.outstanding().size());
    }
  }

  private void checkQueue(QueueState queue) {
    TaskRequests requests = small.worker().requests();
    int number = small.world().setup().queueAt(queue.queue());
    if (queue.window().inFlight() != requests.inFlight(number)
        || queue.window().size() != requests.window(number).size()) {
      throw new Violation("window", "thinks of " + queue.window().inFlight() + " in flight");
    }
    if (queue.buffer() instanceof StandardBufferState lane) {
      long bytes = lane.waiting().stream().mapToLong(MessageState::bytes).sum();
      if (lane.waitingBytes() != bytes) {
        throw new Violation("waiting bytes", lane.waitingBytes() + " of " + bytes);
      }
    } else if (queue.buffer() instanceof FifoBufferState lanes
        && lanes.size() != messages(lanes).size()) {
      throw new Violation("waiting", lanes.size() + " are counted, not " + messages(lanes).size());
    }
    checkParts(queue);
  }

  /** Of a request that was halved one part is in flight at a time, where order is relaxed. */
  private void checkParts(QueueState queue) {
    Set<Object> originals = Collections.newSetFromMap(new IdentityHashMap<>());
    boolean isFifo = queue.buffer() instanceof FifoBufferState;
    if (small.scope().isRelaxed() && isFifo) {
      for (RequestState request : core.inFlight()) {
        if (queueOf(request).equals(queue.queue()) && !originals.add(request.original())) {
          throw new Violation("parts", "two parts of one request are in flight");
        }
      }
    }
    if (queue.originalsInFlight().size() != originals.size()
        || !originals.containsAll(queue.originalsInFlight())) {
      throw new Violation(
          "parts", queue.originalsInFlight().size() + " are thought to be in flight");
    }
  }

  /** The URL of the queue of a request. */
  private String queueOf(RequestState request) {
    WorldSetup setup = small.world().setup();
    int partition = request.messages().get(0).record().partition().partition();
    return setup.url(setup.queueOf(partition));
  }

  private void checkOrphans(List<MessageState> messages) {
    List<RecordState> records = new ArrayList<>();
    core.rejected().forEach(waiting -> records.add(waiting.record()));
    messages.forEach(message -> records.add(message.record()));
    core.held().forEach(held -> records.add(held.record()));
    core.reports().forEach(report -> records.add(report.record()));
    for (RecordState record : records) {
      if (record.isOrphan() && record.keepsRecord()) {
        throw new Violation("kept", "the record of a closed partition is kept for nothing");
      }
    }
  }

  /** All records that are outstanding, and all messages that are not done, count; nothing else. */
  private void checkBytes(List<MessageState> messages) {
    long records = 0;
    for (PartitionState partition : core.partitions().values()) {
      records += partition.outstanding().stream().mapToLong(RecordState::bytes).sum();
    }
    long bytes = 0;
    for (MessageState message : messages) {
      bytes += message.bytes() + OutboundMessage.OVERHEAD_BYTES;
    }
    long kept = small.worker().task().bufferedBytes();
    if (records + bytes != kept && !core.hasFailure()) {
      throw new Violation("bytes", kept + " are counted, " + (records + bytes) + " are kept");
    }
    long ofLanes = core.lanes().stream().mapToLong(LaneState::messageBytes).sum();
    if (ofLanes != bytes && !core.hasFailure()) {
      throw new Violation("bytes", ofLanes + " are counted for queues, " + bytes + " are kept");
    }
    // One message is made after the bound is nearly reached, and none after that.
    // A queue that was alone may still have the whole buffer; the other one has its share then.
    int others = small.scope().queues() - 1;
    long buffer = small.scope().bufferMaxBytes();
    long bound = buffer + Scope.MESSAGE_BYTES + others * (buffer / 2 + Scope.MESSAGE_BYTES);
    if (bytes > bound) {
      throw new Violation("memory", bytes + " of messages, the bound is " + bound);
    }
  }

  /** All requests, in flight and prepared. */
  static List<RequestState> requests(PipelineSnapshot core) {
    List<RequestState> requests = new ArrayList<>(core.inFlight());
    core.queues().forEach(queue -> requests.addAll(queue.halves()));
    return requests;
  }

  /** All messages that are not done. */
  private List<MessageState> messages() {
    List<MessageState> messages = new ArrayList<>();
    requests(core).forEach(request -> messages.addAll(request.messages()));
    for (SearchState search : core.searches()) {
      messages.addAll(search.rejectedEntries());
    }
    core.queues().forEach(queue -> messages.addAll(messages(queue.buffer())));
    return messages;
  }

  private static List<MessageState> messages(BufferState lanes) {
    List<MessageState> messages = new ArrayList<>();
    if (lanes instanceof StandardBufferState shared) {
      messages.addAll(shared.waiting());
      messages.addAll(shared.backingOff());
    } else {
      for (GroupState group : ((FifoBufferState) lanes).groups()) {
        messages.addAll(group.reenqueued());
        messages.addAll(group.waiting());
      }
    }
    return messages;
  }
}
