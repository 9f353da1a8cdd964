package io.github.sqsconnect.endpoint;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.github.sqsconnect.endpoint.EntryFailure.Reach;
import io.github.sqsconnect.endpoint.RequestPlan.EntryResult;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/** The two actions that send: they check the rules, then treat each entry as the plan says. */
final class SendActions {
  private final Function<String, ScriptedQueue> queues;
  private final RequestLog log;
  private final EndpointClock clock;
  private volatile Reach unrecorded = Reach.ENTRY;

  /**
   * @param queues finds the queue of a name, or throws the error that there is none
   */
  SendActions(Function<String, ScriptedQueue> queues, RequestLog log, EndpointClock clock) {
    this.queues = queues;
    this.log = log;
    this.clock = clock;
  }

  void unrecordedBreachesSpoil(Reach reach) {
    unrecorded = reach;
  }

  HttpResponse execute(ApiCall call, RequestPlan plan) {
    boolean batch = call.action().equals(ApiCall.SEND_BATCH);
    if (!batch && !call.action().equals(ApiCall.SEND)) {
      throw RequestError.of("AccessDenied")
          .thrown(
              "User is not authorized to perform: sqs:" + call.action().toLowerCase(Locale.ROOT));
    }
    ScriptedQueue queue = queues.apply(call.queue());
    if (batch) {
      SendRules.checkBatch(call.entries());
    }
    List<@Nullable EntryFailure> failures = brokenRules(queue, call.entries(), !batch);

    ArrayNode successful = EndpointJson.MAPPER.createArrayNode();
    ArrayNode failed = EndpointJson.MAPPER.createArrayNode();
    send(queue, call, plan, failures, successful, failed);
    log.countEntries(successful.size(), failed.size());

    ObjectNode json =
        batch ? batchResult(successful, failed) : singleResult(call, plan, successful);
    plan.edits.forEach(edit -> edit.accept(json));
    return HttpResponse.of(200, "application/x-amz-json-1.0", EndpointJson.text(json));
  }

  /** The failure of each entry, or null; throws the first that makes the whole call fail. */
  private List<@Nullable EntryFailure> brokenRules(
      ScriptedQueue queue, List<Entry> entries, boolean single) {
    List<@Nullable EntryFailure> failures = new ArrayList<>(entries.size());
    for (Entry entry : entries) {
      EntryFailure failure = SendRules.broken(queue, entry);
      if (failure != null && (single || failsCall(failure))) {
        throw RequestError.of(failure.code()).thrown(failure.message());
      }
      failures.add(failure);
    }
    return failures;
  }

  private boolean failsCall(EntryFailure failure) {
    Reach reach = failure.reach() == Reach.UNRECORDED ? unrecorded : failure.reach();
    return reach == Reach.CALL;
  }

  /** Holds the queue's lock, so that the entries of one call stay together and in order. */
  private void send(
      ScriptedQueue queue,
      ApiCall call,
      RequestPlan plan,
      List<@Nullable EntryFailure> failures,
      ArrayNode successful,
      ArrayNode failed) {
    synchronized (queue) {
      for (int i = 0; i < failures.size(); i++) {
        Entry entry = call.entries().get(i);
        EntryFailure broken = failures.get(i);
        EntryResult result =
            broken == null ? plan.resultOf(entry) : new EntryResult(false, true, broken);
        long position = result.stored() ? queue.store(entry, call.number(), clock.now()) : 0;
        if (result.failure() != null) {
          addFailure(failed, entry, result.failure());
        } else if (result.inResponse()) {
          addSuccess(successful, queue, entry, position);
        }
      }
    }
  }

  private static void addSuccess(
      ArrayNode successful, ScriptedQueue queue, Entry entry, long position) {
    ObjectNode json = successful.addObject().put("Id", entry.id());
    json.put("MessageId", StoredMessage.messageId(queue.name(), position));
    json.put("MD5OfMessageBody", Digests.md5(entry.body()));
    if (!entry.attributes().isEmpty()) {
      json.put("MD5OfMessageAttributes", Digests.md5(entry.attributes()));
    }
    if (!entry.systemAttributes().isEmpty()) {
      json.put("MD5OfMessageSystemAttributes", Digests.md5(entry.systemAttributes()));
    }
    if (queue.fifo()) {
      json.put("SequenceNumber", StoredMessage.sequenceNumber(position));
    }
  }

  private static void addFailure(ArrayNode failed, Entry entry, EntryFailure failure) {
    ObjectNode json = failed.addObject().put("Id", entry.id());
    json.put("Code", failure.code()).put("SenderFault", failure.senderFault());
    json.put("Message", failure.message());
  }

  /** Leaves out an empty list, as the protocol allows. */
  private static ObjectNode batchResult(ArrayNode successful, ArrayNode failed) {
    ObjectNode json = EndpointJson.object();
    if (!failed.isEmpty()) {
      json.set("Failed", failed);
    }
    if (!successful.isEmpty()) {
      json.set("Successful", successful);
    }
    return json;
  }

  /** SendMessage has no ids and no list of failures: a failure is the error of the call. */
  private static ObjectNode singleResult(ApiCall call, RequestPlan plan, ArrayNode successful) {
    EntryFailure failure = plan.resultOf(call.entries().get(0)).failure();
    if (failure != null) {
      throw RequestError.of(failure.code()).thrown(failure.message());
    }
    return successful.isEmpty()
        ? EndpointJson.object()
        : ((ObjectNode) successful.get(0)).without("Id");
  }
}
