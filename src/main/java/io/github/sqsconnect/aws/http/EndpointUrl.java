package io.github.sqsconnect.aws.http;

import java.net.URI;
import java.net.URISyntaxException;

/** Parses the URL of an endpoint or a proxy: http or https, a host, and a port if needed. */
public final class EndpointUrl {
  private static final String ALLOWED_ENDPOINTS =
      "Allowed: http or https, a host, and a port if needed.";

  private EndpointUrl() {}

  /**
   * Reads an endpoint URL.
   *
   * @throws IllegalArgumentException with what is wrong and what is allowed
   */
  public static URI parse(String text) {
    URI url = uri(text.trim(), ALLOWED_ENDPOINTS);
    boolean http = "http".equals(url.getScheme()) || "https".equals(url.getScheme());
    if (!http || url.getHost() == null || !isBare(url)) {
      throw new IllegalArgumentException(
          UrlRedaction.quoted(text) + " is not an endpoint. " + ALLOWED_ENDPOINTS);
    }
    return url;
  }

  /** The exception of the parser is no cause, because it repeats the text. */
  public static URI uri(String text, String allowed) {
    try {
      return new URI(text);
    } catch (URISyntaxException e) {
      throw new IllegalArgumentException(
          UrlRedaction.quoted(text)
              + " is not a URL: "
              + e.getReason()
              + " at index "
              + e.getIndex()
              + ". "
              + allowed);
    }
  }

  /** Whether it has no user, query or fragment, where a password might be, and a possible port. */
  public static boolean isBare(URI url) {
    return url.getUserInfo() == null
        && url.getQuery() == null
        && url.getFragment() == null
        && hasPossiblePort(url);
  }

  private static boolean hasPossiblePort(URI url) {
    return url.getPort() == -1 || (url.getPort() >= 1 && url.getPort() <= 65_535);
  }
}
