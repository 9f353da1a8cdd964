package io.github.sqsconnect.aws.http;

/**
 * A URL or ARN of the user as messages and logs may show it. What could contain a password is never
 * shown, not even in part: in a malformed URL the end of the password is not known.
 */
public final class UrlRedaction {
  private static final String NOT_SHOWN = "(not shown, because it may contain a password)";
  private static final int LONGEST_PORT = 5;

  private UrlRedaction() {}

  /** The text in quotes, or a note that it is not shown. */
  public static String quoted(String text) {
    return isPlain(text) ? "'" + text + "'" : NOT_SHOWN;
  }

  /** The text, or a note that it is not shown. */
  public static String of(String text) {
    return isPlain(text) ? text : NOT_SHOWN;
  }

  /** Whether it is an ARN, or no more than scheme, host, port and path. */
  public static boolean isPlain(String text) {
    String trimmed = text.trim();
    if (!trimmed.chars().allMatch(UrlRedaction::isPlainCharacter)) {
      return false;
    }
    if (trimmed.startsWith("arn:")) {
      return true;
    }
    int slashes = trimmed.indexOf("//");
    boolean hasHost = slashes == 0 || (slashes > 0 && trimmed.indexOf(':') == slashes - 1);
    String rest = hasHost ? trimmed.substring(slashes + "//".length()) : trimmed;
    int colon = rest.indexOf(':', rest.startsWith("[") ? rest.indexOf(']') + 1 : 0);
    if (colon < 0) {
      return true;
    }
    int slash = rest.indexOf('/', colon);
    String port = rest.substring(colon + 1, slash < 0 ? rest.length() : slash);
    boolean isPort =
        port.length() <= LONGEST_PORT && port.chars().allMatch(c -> c >= '0' && c <= '9');
    return isPort && rest.indexOf(':', colon + 1) < 0 && rest.lastIndexOf('/', colon) < 0;
  }

  private static boolean isPlainCharacter(int c) {
    return Character.isLetterOrDigit(c) || ".-_/:[]* ".indexOf(c) >= 0;
  }
}
