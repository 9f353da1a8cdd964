package io.github.sqsconnect.endpoint;

import java.util.Collection;
import java.util.Map;
import java.util.concurrent.ConcurrentSkipListMap;
import java.util.function.Function;

/** The queues that exist. */
final class Queues {
  private final Map<String, ScriptedQueue> byName = new ConcurrentSkipListMap<>();
  private final Function<String, ScriptedQueue> maker;

  Queues(Function<String, ScriptedQueue> maker) {
    this.maker = maker;
  }

  ScriptedQueue create(String name) {
    return byName.computeIfAbsent(name, maker);
  }

  ScriptedQueue existing(String name) {
    ScriptedQueue queue = byName.get(name);
    if (queue == null) {
      throw new Refusal(SqsError.of("QueueDoesNotExist"), "The specified queue does not exist.");
    }
    return queue;
  }

  void delete(String name) {
    byName.remove(name);
  }

  Collection<ScriptedQueue> all() {
    return byName.values();
  }
}
