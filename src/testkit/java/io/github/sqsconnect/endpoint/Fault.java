package io.github.sqsconnect.endpoint;

import io.github.sqsconnect.endpoint.Effect.Hit;
import io.github.sqsconnect.endpoint.Effect.Kind;
import java.util.List;
import java.util.Optional;
import java.util.Random;

/** A fault in force: the handle to see how often it has struck, and to take it back. */
public final class Fault {
  private final int id;
  private final Conditions conditions;
  private final Effect effect;
  private final FaultScript script;
  private final Random random;
  private long seen;
  private long hits;

  Fault(int id, Conditions conditions, Effect effect, FaultScript script, long seed) {
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

  /** Requests this fault has struck. */
  public long hits() {
    synchronized (script) {
      return hits;
    }
  }

  /** The fault is over; what it has begun, it finishes. */
  public void remove() {
    script.remove(this);
  }

  Kind kind() {
    return effect.kind();
  }

  boolean used() {
    return hits >= conditions.mostHits();
  }

  void strike(Plan plan, Hit hit) {
    hits++;
    plan.note(effect.name());
    effect.action().shape(plan, hit);
  }

  Optional<Hit> matchHead() {
    boolean struck = !used() && passes();
    return struck ? Optional.of(new Hit(null, List.of(), random)) : Optional.empty();
  }

  Optional<Hit> match(Call call) {
    if (used() || !conditions.matches(call)) {
      return Optional.empty();
    }
    List<Entry> entries = call.entries().stream().filter(conditions.entries()).toList();
    if (effect.kind() != Kind.ENTRIES) {
      boolean struck = (entries.size() > 0 || conditions.anyEntries()) && passes();
      return struck ? Optional.of(new Hit(call, entries, random)) : Optional.empty();
    }
    if (entries.isEmpty() || ++seen <= conditions.spared()) {
      return Optional.empty();
    }
    List<Entry> chosen = entries.stream().filter(entry -> lucky()).toList();
    return chosen.isEmpty() ? Optional.empty() : Optional.of(new Hit(call, chosen, random));
  }

  private boolean passes() {
    return ++seen > conditions.spared() && lucky() && effect.gate().getAsBoolean();
  }

  private boolean lucky() {
    return conditions.chance() >= 1 || random.nextDouble() < conditions.chance();
  }
}
