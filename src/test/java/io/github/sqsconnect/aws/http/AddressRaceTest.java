package io.github.sqsconnect.aws.http;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import io.github.sqsconnect.endpoint.SilentAddress;
import io.netty.channel.nio.NioEventLoop;
import io.netty.channel.nio.NioEventLoopGroup;
import java.io.IOException;
import java.net.ConnectException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.channels.SocketChannel;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(60)
class AddressRaceTest {
  private static final String LIVE = "127.0.0.1";
  private static final long LONG_MS = 30_000;

  private final NioEventLoopGroup loops = new NioEventLoopGroup(1);
  private final NioEventLoop loop = (NioEventLoop) loops.next();
  private final AtomicInteger over = new AtomicInteger();
  private ServerSocket server;

  @BeforeEach
  void listen() throws IOException {
    server = new ServerSocket(0, 50, InetAddress.getByName(LIVE));
  }

  @AfterEach
  void stop() throws IOException {
    server.close();
    loops.shutdownGracefully(0, 0, TimeUnit.SECONDS).syncUninterruptibly();
  }

  private AddressRace race(long headStartMs, String... hosts) {
    List<InetSocketAddress> addresses =
        Stream.of(hosts).map(host -> new InetSocketAddress(host, server.getLocalPort())).toList();
    return new AddressRace(loop, addresses, headStartMs, over::incrementAndGet);
  }

  /** All methods of a race run on its event loop. */
  private <T> T onLoop(Callable<T> call) throws Exception {
    return loop.submit(call).get();
  }

  private void closeOnLoop(AddressRace race) {
    loop.submit(race::close).syncUninterruptibly();
  }

  private SocketChannel winner(AddressRace race) throws Exception {
    boolean startedOver = onLoop(race::start);
    await().until(() -> startedOver || over.get() > 0);
    assertThat(over).hasValue(startedOver ? 0 : 1);
    return onLoop(race::winner);
  }

  @Test
  void firstAddressThatAcceptsWins() throws Exception {
    try (SocketChannel winner = winner(race(LONG_MS, "127.0.0.2", "127.0.0.3", LIVE))) {
      assertThat(winner.isConnected()).isTrue();
      assertThat(((InetSocketAddress) winner.getRemoteAddress()).getHostString()).isEqualTo(LIVE);
    }
  }

  @Test
  void nextAddressIsTriedWhenTheHeadStartIsOver() throws Exception {
    try (SilentAddress silent = new SilentAddress("127.0.0.2", server.getLocalPort());
        SocketChannel winner = winner(race(50, "127.0.0.2", LIVE))) {
      assertThat(silent.isUnresponsive()).isTrue();
      assertThat(((InetSocketAddress) winner.getRemoteAddress()).getHostString()).isEqualTo(LIVE);
    }
  }

  @Test
  void nextAddressWaitsForTheHeadStart() throws Exception {
    try (SilentAddress silent = new SilentAddress("127.0.0.2", server.getLocalPort())) {
      AddressRace race = race(LONG_MS, "127.0.0.2", LIVE);
      assertThat(silent.isUnresponsive()).isTrue();

      assertThat(onLoop(race::start)).isFalse();
      await().during(Duration.ofMillis(200)).until(() -> over.get() == 0);
      closeOnLoop(race);
    }
  }

  @Test
  void errorNamesEveryAddress() throws Exception {
    AddressRace race = race(LONG_MS, "127.0.0.2", "127.0.0.3");

    assertThatThrownBy(() -> winner(race))
        .rootCause()
        .isInstanceOf(ConnectException.class)
        .hasMessageStartingWith("no address accepts: 127.0.0.2: ")
        .hasMessageContaining("; 127.0.0.3: ");
  }

  @Test
  void closeEndsTheAttemptsAndClosesAConnectionThatNobodyHasTaken() throws Exception {
    AddressRace race = race(LONG_MS, LIVE, "127.0.0.2");
    boolean startedOver = onLoop(race::start);
    await().until(() -> startedOver || over.get() > 0);
    closeOnLoop(race);

    try (Socket accepted = server.accept()) {
      accepted.setSoTimeout(10_000);
      assertThat(accepted.getInputStream().read()).as("the end").isEqualTo(-1);
    }
    assertThatThrownBy(() -> onLoop(race::winner)).hasRootCauseInstanceOf(ConnectException.class);
  }

  @Test
  void closeLeavesTheConnectionThatWasTaken() throws Exception {
    AddressRace race = race(LONG_MS, LIVE);
    try (SocketChannel winner = winner(race)) {
      closeOnLoop(race);

      assertThat(winner.isOpen()).isTrue();
    }
  }

  @Test
  void raceWithoutAddressesIsOverWhenItStarts() throws Exception {
    AddressRace race = race(LONG_MS);

    assertThat(onLoop(race::start)).isTrue();
    assertThat(over).as("start has returned it").hasValue(0);
  }
}
