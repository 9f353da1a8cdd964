package io.github.sqsconnect.aws.http;

import java.net.InetAddress;
import java.net.UnknownHostException;

/** Finds all addresses of a host, in the order in which they are to be tried. */
@FunctionalInterface
public interface HostResolver {
  InetAddress[] all(String host) throws UnknownHostException;
}
