package io.github.sqsconnect.endpoint;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.github.sqsconnect.endpoint.EntryFailure.Reach;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/** The two actions that send: rules first, then entry by entry as the plan has it. */
final class SendService {
  private final Queues queues;
  private final Traffic traffic;
  private final EndpointClock clock;
  private volatile Reach unrecorded = Reach.ENTRY;

  SendService(Queues queues, Traffic traffic, EndpointClock clock) {
    this.queues = queues;
    this.traffic = traffic;
    this.clock = clock;
  }

  void unrecordedBreachesSpoil(Reach reach) {
    unrecorded = reach;
  }

  HttpAnswer answer(Call call, Plan plan) {
    boolean batch = call.action().equals(Call.SEND_BATCH);
    if (!batch && !call.action().equals(Call.SEND)) {
      throw new Refusal(
          SqsError.of("AccessDenied"),
          "User is not authorized to perform: sqs:" + call.action().toLowerCase(Locale.ROOT));
    }
    ScriptedQueue queue = queues.existing(call.queue());
    if (batch) {
      BatchRules.check(call.entries());
    }
    List<Optional<EntryFailure>> breaches = breaches(queue, call.entries(), !batch);
    BatchAnswer answer = send(queue, call, plan, breaches);
    if (!batch && answer.failures() > 0) {
      EntryFailure failure = plan.fate(call.entries().get(0)).failure();
      throw new Refusal(SqsError.of(failure.code()), failure.message());
    }
    ObjectNode json = batch ? answer.batchJson() : answer.singleJson();
    plan.edits().forEach(edit -> edit.edit(json));
    return HttpAnswer.of(200, "application/x-amz-json-1.0", Json.bytes(json));
  }

  private List<Optional<EntryFailure>> breaches(
      ScriptedQueue queue, List<Entry> entries, boolean single) {
    List<Optional<EntryFailure>> breaches = new ArrayList<>(entries.size());
    for (Entry entry : entries) {
      Optional<EntryFailure> breach = EntryRules.breach(queue, entry);
      if (breach.isPresent() && (single || spoilsCall(breach.get()))) {
        throw new Refusal(SqsError.of(breach.get().code()), breach.get().message());
      }
      breaches.add(breach);
    }
    return breaches;
  }

  private boolean spoilsCall(EntryFailure breach) {
    Reach reach = breach.reach() == Reach.UNRECORDED ? unrecorded : breach.reach();
    return reach == Reach.CALL;
  }

  /** Under the queue's lock, so that the entries of one call stay together and in order. */
  private BatchAnswer send(
      ScriptedQueue queue, Call call, Plan plan, List<Optional<EntryFailure>> breaches) {
    BatchAnswer answer = new BatchAnswer();
    synchronized (queue) {
      for (int i = 0; i < breaches.size(); i++) {
        Entry entry = call.entries().get(i);
        if (breaches.get(i).isPresent()) {
          answer.failed(entry, breaches.get(i).get());
        } else {
          send(queue, call, entry, plan.fate(entry), answer);
        }
      }
    }
    traffic.entriesAnswered(answer.successes(), answer.failures());
    return answer;
  }

  private void send(ScriptedQueue queue, Call call, Entry entry, Fate fate, BatchAnswer answer) {
    long position = 0;
    if (fate.stored()) {
      position = queue.store(entry, call.number(), clock.now()).position();
    }
    if (fate.failure() != null) {
      answer.failed(entry, fate.failure());
    } else if (fate.answered()) {
      answer.succeeded(queue, entry, position);
    }
  }
}
