package io.github.sqsconnect.aws;

import java.net.InetAddress;
import java.net.UnknownHostException;

/** Finds all addresses of a host, in the order in which they are to be tried. */
@FunctionalInterface
interface AddressLookup {
  InetAddress[] all(String host) throws UnknownHostException;
}
