package io.github.sqsconnect.aws.http;

import io.netty.util.NetUtil;
import java.util.Arrays;
import java.util.Locale;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * One entry of a list of hosts that are reached without a proxy:
 *
 * <ul>
 *   <li>A domain matches itself and all names below it, with or without a leading dot, as curl and
 *       most tools read {@code NO_PROXY}.
 *   <li>{@code *} matches any part of a name.
 *   <li>An IP address matches itself.
 *   <li>A port at the end, as in {@code host:8443} or {@code [::1]:8443}, limits the entry to it.
 * </ul>
 *
 * @param name in lower case, without brackets, leading dot and trailing dot
 * @param port 0 for any
 */
record BypassEntry(String name, int port) {
  private static final Pattern NAME = Pattern.compile("[a-z0-9_*-]+(\\.[a-z0-9_*-]+)*");
  private static final int LAST_PORT = 65_535;

  /** Longest host name in characters (RFC 1035). */
  private static final int MAX_LENGTH = 253;

  /** Parses an entry. An invalid one matches no host. */
  static BypassEntry parse(String entry) {
    String text = entry.trim().toLowerCase(Locale.ROOT);
    int port = 0;
    int colon = text.lastIndexOf(':');
    boolean bracketed = text.startsWith("[") && text.indexOf(']') == colon - 1;
    boolean named = colon > 0 && text.indexOf(':') == colon;
    if (bracketed || named) {
      port = port(text.substring(colon + 1));
      text = text.substring(0, colon);
    }
    boolean below = text.startsWith(".") && text.indexOf('*') < 0;
    return new BypassEntry(normalized(below ? text.substring(1) : text), port);
  }

  /** Whether any host can match it. */
  boolean isValid() {
    return port >= 0
        && port <= LAST_PORT
        && name.length() <= MAX_LENGTH
        && (NAME.matcher(name).matches() || address(name) != null);
  }

  private static int port(String text) {
    try {
      int port = Integer.parseInt(text);
      return port == 0 ? -1 : port;
    } catch (NumberFormatException e) {
      return -1;
    }
  }

  /** The form in which host names and addresses are compared. */
  private static String normalized(String host) {
    String name = host.toLowerCase(Locale.ROOT);
    if (name.startsWith("[") && name.endsWith("]")) {
      name = name.substring(1, name.length() - 1);
    }
    return name.endsWith(".") ? name.substring(0, name.length() - 1) : name;
  }

  /** Whether the host is reached without the proxy. */
  boolean matches(String host, int hostPort) {
    String other = normalized(host);

    if (port != 0 && port != hostPort) {
      return false;
    }
    if (name.indexOf('*') >= 0) {
      return matchesPattern(name, other);
    }
    byte[] address = address(other);
    if (address != null) {
      return Arrays.equals(address, address(name));
    }
    return !name.isEmpty()
        && (other.equals(name) || other.endsWith(name) && isBelow(other, name.length()));
  }

  private static boolean isBelow(String host, int domainLength) {
    return host.charAt(host.length() - domainLength - 1) == '.';
  }

  private static byte @Nullable [] address(String host) {
    return NetUtil.createByteArrayFromIpAddressString(host);
  }

  /** Whether a name matches a pattern in which * matches any part. */
  private static boolean matchesPattern(String pattern, String name) {
    int at = 0;
    int star = -1;
    int resume = 0;
    for (int i = 0; i < name.length(); ) {
      if (at < pattern.length() && pattern.charAt(at) == '*') {
        star = at++;
        resume = i;
      } else if (at < pattern.length() && pattern.charAt(at) == name.charAt(i)) {
        at++;
        i++;
      } else if (star >= 0) {
        at = star + 1;
        i = ++resume;
      } else {
        return false;
      }
    }
    return pattern.substring(at).chars().allMatch(c -> c == '*');
  }
}
