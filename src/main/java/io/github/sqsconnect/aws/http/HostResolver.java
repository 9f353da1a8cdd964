package io.github.sqsconnect.aws.http;

import java.net.InetAddress;
import java.net.UnknownHostException;

/** Resolves a host to all its addresses, in the order in which they are tried. */
@FunctionalInterface
public interface HostResolver {
  InetAddress[] resolve(String host) throws UnknownHostException;
}
