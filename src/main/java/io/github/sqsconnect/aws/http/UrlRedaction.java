package io.github.sqsconnect.aws.http;

/**
 * Redacts URLs and ARNs for messages and logs. A text that may contain a password is never shown,
 * not even in part: in a malformed URL the end of the password is unknown.
 */
public final class UrlRedaction {
  private static final String REDACTED = "(not shown, because it may contain a password)";
  private static final int MAX_PORT_DIGITS = 5;

  private UrlRedaction() {}

  /** The text in quotes, or a note that replaces it. */
  public static String quote(String text) {
    return isSafe(text) ? "'" + text + "'" : REDACTED;
  }

  /** The text, or a note that replaces it. */
  public static String redact(String text) {
    return isSafe(text) ? text : REDACTED;
  }

  /** Whether the text can contain no password: an ARN, or only scheme, host, port and path. */
  public static boolean isSafe(String text) {
    String trimmed = text.trim();
    if (!trimmed.chars().allMatch(UrlRedaction::isSafeCharacter)) {
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
        port.length() <= MAX_PORT_DIGITS && port.chars().allMatch(c -> c >= '0' && c <= '9');
    return isPort && rest.indexOf(':', colon + 1) < 0 && rest.lastIndexOf('/', colon) < 0;
  }

  private static boolean isSafeCharacter(int c) {
    return Character.isLetterOrDigit(c) || ".-_/:[]* ".indexOf(c) >= 0;
  }
}
