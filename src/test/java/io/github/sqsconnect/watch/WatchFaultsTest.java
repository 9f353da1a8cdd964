package io.github.sqsconnect.watch;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIOException;

import io.github.sqsconnect.endpoint.EndpointFault;
import java.net.Socket;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The buttons in front of a real endpoint; only the worker and the broker are missing. */
class WatchFaultsTest {
  private static final String LATENCY = "heavyTailedLatency";
  private static final List<WatchAction> TIMED =
      List.of(
          WatchAction.THROTTLE,
          WatchAction.SLOW_ANSWERS,
          WatchAction.HALF_FAILED,
          WatchAction.OUTAGE,
          WatchAction.DROP_ANSWERS,
          WatchAction.WRONG_CREDENTIALS);

  private final WatchSetup setup = new WatchSetup("watch-faults", 1);
  private final WatchServers servers;
  private final WatchLoad load;
  private final WatchFaults faults;

  WatchFaultsTest(@TempDir Path directory) {
    servers = new WatchServers(setup, directory);
    WatchLedger ledger = new WatchLedger(1);
    load = new WatchLoad(setup, null, ledger);
    faults = new WatchFaults(servers, ledger, load);
  }

  @AfterEach
  void end() {
    faults.close();
    servers.close();
  }

  @Test
  void secondPressEndsTheFault() {
    faults.press(WatchAction.THROTTLE);
    assertThat(faults.active()).containsExactly(WatchAction.THROTTLE);
    assertThat(faults.remaining(WatchAction.THROTTLE)).isPositive();
    assertThat(inForce()).containsExactly(LATENCY, "throttleAbove");

    faults.press(WatchAction.THROTTLE);
    assertThat(faults.active()).isEmpty();
    assertThat(faults.remaining(WatchAction.THROTTLE)).isEqualTo(Duration.ZERO);
    assertThat(inForce()).containsExactly(LATENCY);
  }

  @Test
  void outageClosesThePortUntilItEnds() throws Exception {
    faults.press(WatchAction.OUTAGE);
    assertThatIOException().isThrownBy(() -> new Socket("127.0.0.1", servers.sqs().port()));

    faults.press(WatchAction.OUTAGE);
    new Socket("127.0.0.1", servers.sqs().port()).close();
  }

  @Test
  void anyOrderOfPressesLeavesNoFaultBehind() {
    Random random = new Random(22);
    for (int press = 0; press < 60; press++) {
      faults.press(TIMED.get(random.nextInt(TIMED.size())));
    }
    List.copyOf(faults.active()).forEach(faults::press);

    assertThat(faults.active()).isEmpty();
    assertThat(inForce()).containsExactly(LATENCY);
  }

  @Test
  void loadStaysWithinItsSteps() {
    for (int press = 0; press < 20; press++) {
      faults.press(WatchAction.MORE_LOAD);
    }
    assertThat(load.recordsPerSecond()).isEqualTo(5_000);
    assertThat(load.isMost()).isTrue();

    for (int press = 0; press < 20; press++) {
      faults.press(WatchAction.LESS_LOAD);
    }
    assertThat(load.recordsPerSecond()).isZero();
    assertThat(load.isLeast()).isTrue();
  }

  private List<String> inForce() {
    return servers.sqs().faults().stream().map(EndpointFault::name).toList();
  }
}
