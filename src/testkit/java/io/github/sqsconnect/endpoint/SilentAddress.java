package io.github.sqsconnect.endpoint;

import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.net.SocketTimeoutException;
import java.nio.channels.SocketChannel;
import java.util.ArrayList;
import java.util.List;

/** An address that accepts no connections and whose queue is full, so that it never responds. */
public final class SilentAddress implements AutoCloseable {
  private final ServerSocket listener;
  private final List<SocketChannel> waiting = new ArrayList<>();

  public SilentAddress(String address, int port) throws IOException {
    listener = new ServerSocket(port, 1, InetAddress.getByName(address));
    for (int i = 0; i < 8; i++) {
      SocketChannel channel = SocketChannel.open();
      channel.configureBlocking(false);
      channel.connect(listener.getLocalSocketAddress());
      waiting.add(channel);
    }
  }

  /** Whether a connection is neither accepted nor refused. */
  public boolean isUnresponsive() throws IOException {
    try (Socket socket = new Socket()) {
      socket.connect(listener.getLocalSocketAddress(), 300);
      return false;
    } catch (SocketTimeoutException e) {
      return true;
    }
  }

  @Override
  public void close() throws IOException {
    for (SocketChannel channel : waiting) {
      channel.close();
    }
    listener.close();
  }
}
