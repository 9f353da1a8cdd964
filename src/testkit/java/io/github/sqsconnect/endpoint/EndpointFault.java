package io.github.sqsconnect.endpoint;

import java.util.List;
import java.util.Optional;
import java.util.Random;
import java.util.function.BooleanSupplier;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

/** A fault in force: shows how many requests it changed, and removes it. */
public final class EndpointFault {

  /** How a fault relates to others that match the same request. */
  enum Interaction {
    /** Adds to the other faults. */
    ADDS,
    /** Selects entries one by one, and adds to the other faults. */
    ENTRIES,
    /** Decides the request: only the first such fault acts, the others wait for their turn. */
    DECIDES,
    /** Decides when only the head has been read: queue and entries are unknown. */
    DECIDES_BEFORE_READING
  }

  /** The conditions of a fault; {@link FaultBuilder} documents them. The gate is asked last. */
  record Conditions(
      long maxHits,
      long unaffected,
      double chance,
      @Nullable String queue,
      @Nullable Predicate<Entry> entryTest,
      BooleanSupplier gate) {}

  /** What a fault does to a request. */
  record Effect(String name, Interaction interaction, Action action) {}

  /** Changes the plan of a request; the entries are those that the fault selected. */
  @FunctionalInterface
  interface Action {
    void apply(RequestPlan plan, List<Entry> entries, Random random);
  }

  private final int id;
  private final Conditions conditions;
  private final Effect effect;
  private final FaultScript script;
  private final Random random;
  private long seen;
  private long hits;

  EndpointFault(int id, Conditions conditions, Effect effect, FaultScript script, long seed) {
    this.id = id;
    this.conditions = conditions;
    this.effect = effect;
    this.script = script;
    random = new Random(seed * 1_000_003 + id);
  }

  public int id() {
    return id;
  }

  public String name() {
    return effect.name();
  }

  /** The number of requests that this fault changed. */
  public long hits() {
    synchronized (script) {
      return hits;
    }
  }

  /** Ends the fault; requests that it changed already stay changed. */
  public void remove() {
    script.remove(this);
  }

  Interaction interaction() {
    return effect.interaction();
  }

  boolean isUsedUp() {
    return hits >= conditions.maxHits();
  }

  /**
   * Changes the plan if the conditions are met; returns whether it did.
   *
   * @param call null while only the head was read
   */
  boolean apply(RequestPlan plan, @Nullable ApiCall call) {
    Optional<List<Entry>> selected = isUsedUp() ? Optional.empty() : select(call);
    selected.ifPresent(
        entries -> {
          hits++;
          plan.faults.add(effect.name());
          effect.action().apply(plan, entries, random);
        });
    return selected.isPresent();
  }

  private Optional<List<Entry>> select(@Nullable ApiCall call) {
    if (call == null) {
      return passes() ? Optional.of(List.of()) : Optional.empty();
    }
    if (conditions.queue() != null && !conditions.queue().equals(call.queue())) {
      return Optional.empty();
    }
    Predicate<Entry> test = conditions.entryTest();
    List<Entry> entries =
        call.entries().stream().filter(e -> test == null || test.test(e)).toList();
    if (interaction() != Interaction.ENTRIES) {
      boolean matches = (!entries.isEmpty() || test == null) && passes();
      return matches ? Optional.of(entries) : Optional.empty();
    }

    if (entries.isEmpty() || ++seen <= conditions.unaffected()) {
      return Optional.empty();
    }
    List<Entry> drawn = entries.stream().filter(entry -> draw()).toList();
    return drawn.isEmpty() ? Optional.empty() : Optional.of(drawn);
  }

  private boolean passes() {
    return ++seen > conditions.unaffected() && draw() && conditions.gate().getAsBoolean();
  }

  private boolean draw() {
    return conditions.chance() >= 1 || random.nextDouble() < conditions.chance();
  }
}
