package io.github.sqsconnect.servers;

import java.net.URI;

/** A local endpoint that speaks SQS, whichever it is. */
public interface SqsServer extends AutoCloseable {
  URI uri();

  /** Makes a queue and returns its URL; a name that ends in {@code .fifo} makes a FIFO queue. */
  String createQueue(String name);

  @Override
  void close();
}
