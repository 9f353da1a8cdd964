package io.github.sqsconnect.aws.http;

import io.netty.channel.nio.NioEventLoop;
import io.netty.channel.nio.NioTask;
import java.io.IOException;
import java.net.ConnectException;
import java.net.InetSocketAddress;
import java.nio.channels.SelectionKey;
import java.nio.channels.SocketChannel;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/**
 * Connects to a host with several addresses ("happy eyeballs", RFC 8305). The addresses are tried
 * in order. The next attempt starts when one fails, or when its head start is over. The first
 * address that accepts wins. Nothing is remembered between connections, so an address that recovers
 * is used again.
 *
 * <p>All methods run on one event loop.
 */
final class AddressRace implements NioTask<SocketChannel>, AutoCloseable {
  private final NioEventLoop loop;
  private final Iterator<InetSocketAddress> remaining;
  private final long headStartMs;
  private final Runnable over;
  private final Map<SocketChannel, InetSocketAddress> running = new LinkedHashMap<>();
  private final List<String> failures = new ArrayList<>();
  private @Nullable Future<?> next;
  private @Nullable SocketChannel winner;

  /**
   * A race that has not started.
   *
   * @param headStartMs how long the next address waits for an attempt before it is tried as well
   * @param over called once when an address has accepted or all have failed, unless {@link #start}
   *     has already returned true
   */
  AddressRace(
      NioEventLoop loop, List<InetSocketAddress> addresses, long headStartMs, Runnable over) {
    this.loop = loop;
    this.remaining = addresses.iterator();
    this.headStartMs = headStartMs;
    this.over = over;
  }

  /** Starts the race; returns whether it is already over. */
  boolean start() {
    tryNext();
    return isOver();
  }

  /**
   * The connected channel, which the caller then owns.
   *
   * @throws ConnectException if no address accepts
   */
  SocketChannel winner() throws ConnectException {
    SocketChannel connected = winner;
    winner = null;
    if (connected == null) {
      throw new ConnectException("no address accepts: " + String.join("; ", failures));
    }
    return connected;
  }

  private boolean isOver() {
    return winner != null || (running.isEmpty() && !remaining.hasNext());
  }

  /** Starts the next attempt that does not fail immediately. */
  private void tryNext() {
    if (next != null) {
      next.cancel(false);
      next = null;
    }

    int before = running.size();
    while (winner == null && running.size() == before && remaining.hasNext()) {
      connect(remaining.next());
    }

    if (winner == null && remaining.hasNext()) {
      next = loop.schedule(this::headStartIsOver, headStartMs, TimeUnit.MILLISECONDS);
    }
  }

  private void headStartIsOver() {
    next = null;
    if (!isOver()) {
      tryNext();
      notifyIfOver();
    }
  }

  private void connect(InetSocketAddress address) {
    SocketChannel channel = null;
    try {
      channel = SocketChannel.open();
      channel.configureBlocking(false);
      if (channel.connect(address)) {
        won(channel);
      } else {
        running.put(channel, address);
        loop.register(channel, SelectionKey.OP_CONNECT, this);
      }
    } catch (IOException | RuntimeException e) {
      failed(channel, address, e);
    }
  }

  @Override
  public void channelReady(SocketChannel channel, SelectionKey key) {
    InetSocketAddress address = running.get(channel);
    if (address == null) {
      key.cancel();
      return;
    }
    try {
      if (!channel.finishConnect()) {
        return;
      }
      key.interestOps(0);
      won(channel);
    } catch (IOException | RuntimeException e) {
      failed(channel, address, e);
      tryNext();
    }
    notifyIfOver();
  }

  @Override
  public void channelUnregistered(SocketChannel channel, Throwable cause) {
    if (running.remove(channel) != null) {
      close(channel);
    }
  }

  private void won(SocketChannel channel) {
    running.remove(channel);
    winner = channel;
    stopOthers();
  }

  private void failed(@Nullable SocketChannel channel, InetSocketAddress address, Exception cause) {
    failures.add(address.getAddress().getHostAddress() + ": " + cause.getMessage());
    if (channel != null) {
      running.remove(channel);
      close(channel);
    }
  }

  private void notifyIfOver() {
    if (isOver()) {
      over.run();
    }
  }

  private void stopOthers() {
    if (next != null) {
      next.cancel(false);
      next = null;
    }
    List<SocketChannel> others = List.copyOf(running.keySet());
    running.clear();
    others.forEach(AddressRace::close);
  }

  private static void close(SocketChannel channel) {
    try {
      channel.close();
    } catch (IOException e) {
      // Nothing more can be done to close it.
    }
  }

  /** Ends all attempts, and closes the connected channel unless the caller owns it. */
  @Override
  public void close() {
    while (remaining.hasNext()) {
      remaining.next();
    }
    stopOthers();
    if (winner != null) {
      close(winner);
      winner = null;
    }
  }
}
