package io.github.sqsconnect.endpoint;

import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

/** When a fault strikes. */
record Conditions(
    long mostHits,
    long spared,
    double chance,
    @Nullable String queue,
    @Nullable Predicate<Entry> entryTest) {
  static final Conditions ALWAYS = new Conditions(Long.MAX_VALUE, 0, 1, null, null);

  Conditions withMostHits(long requests) {
    return new Conditions(requests, spared, chance, queue, entryTest);
  }

  Conditions withSpared(long requests) {
    return new Conditions(mostHits, requests, chance, queue, entryTest);
  }

  Conditions withChance(double probability) {
    return new Conditions(mostHits, spared, probability, queue, entryTest);
  }

  Conditions withQueue(String name) {
    return new Conditions(mostHits, spared, chance, name, entryTest);
  }

  Conditions withEntryTest(Predicate<Entry> test) {
    Predicate<Entry> both = entryTest == null ? test : entryTest.and(test);
    return new Conditions(mostHits, spared, chance, queue, both);
  }

  boolean matches(Call call) {
    return queue == null || queue.equals(call.queue());
  }

  boolean anyEntries() {
    return entryTest == null;
  }

  Predicate<Entry> entries() {
    return entryTest == null ? entry -> true : entryTest;
  }
}
