package io.github.sqsconnect.watch;

import io.github.sqsconnect.endpoint.EndpointFault;
import io.github.sqsconnect.endpoint.ScriptedSqs;
import io.github.sqsconnect.servers.LocalSqs;
import java.io.UncheckedIOException;
import java.time.Duration;
import java.util.EnumMap;
import java.util.EnumSet;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;

/**
 * The faults that buttons begin. A fault with a length ends by itself, or when its button is
 * pressed again. All of them may be active at the same time and end in any order.
 */
final class WatchFaults implements AutoCloseable {
  private static final double THROTTLED_REQUESTS_PER_SECOND = 8;
  private static final int BURST = 2;
  private static final Duration SLOW = Duration.ofMillis(1_500);
  private static final double HALF = 0.5;
  private static final double DROPPED_SHARE = 0.3;
  private static final long PORT_RETRY_MILLIS = 100;

  /** A fault that was begun: how it ends, and when. */
  private record Begun(Runnable end, long endsAtNanos) {}

  private final WatchServers servers;
  private final WatchLedger ledger;
  private final WatchLoad load;
  private final Map<WatchAction, Begun> begun = new EnumMap<>(WatchAction.class);
  private long killedPid;
  private final ScheduledExecutorService timer =
      Executors.newScheduledThreadPool(2, WatchFaults::thread);

  WatchFaults(WatchServers servers, WatchLedger ledger, WatchLoad load) {
    this.servers = servers;
    this.ledger = ledger;
    this.load = load;
  }

  synchronized void press(WatchAction action) {
    switch (action) {
      case MORE_LOAD -> load.more();
      case LESS_LOAD -> load.less();
      case POISON -> load.addPoison();
      case KILL_WORKER -> {
        if (!begun.containsKey(action)) {
          killWorker();
        }
      }
      default -> {
        Begun earlier = begun.get(action);
        if (earlier == null) {
          begin(action);
        } else {
          end(action, earlier);
        }
      }
    }
  }

  synchronized Set<WatchAction> active() {
    Set<WatchAction> active = EnumSet.noneOf(WatchAction.class);
    active.addAll(begun.keySet());
    if (load.hasPoison()) {
      active.add(WatchAction.POISON);
    }
    return active;
  }

  /** The time until a fault ends by itself, zero if it is not active or something else ends it. */
  synchronized Duration remaining(WatchAction action) {
    Begun each = begun.get(action);
    return each == null || !action.timed()
        ? Duration.ZERO
        : Duration.ofNanos(Math.max(0, each.endsAtNanos() - System.nanoTime()));
  }

  /** The task runs in the worker with this process id. */
  synchronized void taskRuns(long pid) {
    if (pid != killedPid && begun.remove(WatchAction.KILL_WORKER) != null) {
      ledger.ends(DuplicateCause.KILLED_WORKER);
    }
    if (!begun.containsKey(WatchAction.WRONG_CREDENTIALS)) {
      ledger.ends(DuplicateCause.WRONG_CREDENTIALS);
    }
  }

  private void killWorker() {
    begun.put(WatchAction.KILL_WORKER, new Begun(() -> {}, 0));
    ledger.begins(DuplicateCause.KILLED_WORKER);
    killedPid = servers.killWorker();
    timer.execute(servers::restartWorker);
  }

  private void begin(WatchAction action) {
    Begun each = new Begun(effect(action), System.nanoTime() + action.length().toNanos());
    begun.put(action, each);
    timer.schedule(() -> end(action, each), action.length().toMillis(), TimeUnit.MILLISECONDS);
  }

  /** Puts the fault in force; the result ends it. */
  private Runnable effect(WatchAction action) {
    ScriptedSqs sqs = servers.sqs();
    return switch (action) {
      case THROTTLE -> removing(sqs.always().throttleAbove(THROTTLED_REQUESTS_PER_SECOND, BURST));
      case SLOW_ANSWERS -> removing(sqs.always().slowAnswer(SLOW));
      case HALF_FAILED -> removing(sqs.withChance(HALF).failEntry("InternalError", false));
      case DROP_ANSWERS -> removing(sqs.withChance(DROPPED_SHARE).storeThenDrop());
      case OUTAGE -> {
        ledger.begins(DuplicateCause.OUTAGE);
        sqs.outage();
        yield () -> {
          sqs.recover();
          ledger.ends(DuplicateCause.OUTAGE);
        };
      }
      case WRONG_CREDENTIALS -> {
        ledger.begins(DuplicateCause.WRONG_CREDENTIALS);
        sqs.credentials().revoke(LocalSqs.ACCESS_KEY_ID);
        yield () -> sqs.credentials().accept(LocalSqs.ACCESS_KEY_ID, LocalSqs.SECRET_ACCESS_KEY);
      }
      default -> throw new IllegalArgumentException(action + " has no effect that ends");
    };
  }

  private static Runnable removing(EndpointFault fault) {
    return fault::remove;
  }

  /** Ends a fault unless it has ended; later if another process uses the port of the endpoint. */
  private synchronized void end(WatchAction action, Begun each) {
    if (begun.get(action) != each) {
      return;
    }
    try {
      each.end().run();
      begun.remove(action);
    } catch (UncheckedIOException e) {
      timer.schedule(() -> end(action, each), PORT_RETRY_MILLIS, TimeUnit.MILLISECONDS);
    }
  }

  private static Thread thread(Runnable task) {
    Thread thread = new Thread(task, "watch-faults");
    thread.setDaemon(true);
    return thread;
  }

  @Override
  public void close() {
    timer.shutdownNow();
  }
}
