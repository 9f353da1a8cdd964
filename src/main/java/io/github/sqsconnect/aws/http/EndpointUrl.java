package io.github.sqsconnect.aws.http;

import java.net.URI;
import java.net.URISyntaxException;
import java.util.regex.Pattern;

/** Parses the URL of an endpoint or a proxy: http or https, a host, a port and a plain path. */
public final class EndpointUrl {
  private static final String ALLOWED =
      "Allowed: http or https, a host, a port if needed, and a path of letters, digits and -._~/ if needed.";

  /** Paths that need no encoding and no normalization: only they can be signed. */
  private static final Pattern PLAIN_PATH =
      Pattern.compile("/?|(/(?!\\.{1,2}(/|$))[A-Za-z0-9._~-]+)+/?");

  private EndpointUrl() {}

  /**
   * Parses an endpoint URL.
   *
   * @throws IllegalArgumentException with what is wrong and what is allowed
   */
  public static URI parse(String text) {
    URI url = uri(text.trim(), ALLOWED);
    boolean isHttp = "http".equals(url.getScheme()) || "https".equals(url.getScheme());
    boolean isValid =
        isHttp
            && url.getHost() != null
            && isBare(url)
            && PLAIN_PATH.matcher(url.getRawPath()).matches();
    if (!isValid) {
      throw new IllegalArgumentException(
          UrlRedaction.quote(text) + " is not an endpoint. " + ALLOWED);
    }
    return url;
  }

  /**
   * Parses any URL.
   *
   * @param allowed the end of the error message
   * @throws IllegalArgumentException without the parser's exception, which repeats the text
   */
  public static URI uri(String text, String allowed) {
    try {
      return new URI(text);
    } catch (URISyntaxException e) {
      throw new IllegalArgumentException(
          UrlRedaction.quote(text)
              + " is not a URL: "
              + e.getReason()
              + " at index "
              + e.getIndex()
              + ". "
              + allowed);
    }
  }

  /** Whether it has a valid port, and no user, query or fragment, which may be a password. */
  public static boolean isBare(URI url) {
    return url.getUserInfo() == null
        && url.getQuery() == null
        && url.getFragment() == null
        && hasValidPort(url);
  }

  private static boolean hasValidPort(URI url) {
    return url.getPort() == -1 || (url.getPort() >= 1 && url.getPort() <= 65_535);
  }
}
