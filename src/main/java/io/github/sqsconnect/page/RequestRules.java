package io.github.sqsconnect.page;

import com.sun.net.httpserver.Headers;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.util.Collection;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Which requests the page answers: those that its own browser window makes. The name of the host
 * stops other sites that let their name point to this machine (DNS rebinding); origin, token and
 * content type stop requests that other sites make (cross-site request forgery).
 *
 * @param hosts the names and the port under which the browser finds the page
 */
record RequestRules(Set<String> hosts, String token) {
  static final String TOKEN_HEADER = "Page-Token";
  static final String API = "/api/";
  private static final int MOST_HEADER_CHARACTERS = 16_384;

  /** Why a request is refused, or null. */
  @Nullable PageResponse refusal(String method, String path, Headers headers) {
    if (size(headers) > MOST_HEADER_CHARACTERS) {
      return PageResponse.error(431, "the headers are larger than 16 KiB");
    }
    if (!isOneOf(headers.get("Host"), hosts)) {
      return PageResponse.error(403, "another host name than that of the page");
    }
    List<String> origins = headers.get("Origin");
    if (origins != null && !isOneOf(origins, hosts.stream().map("http://"::concat).toList())) {
      return PageResponse.error(403, "another origin than the page");
    }
    if (!method.equals("GET") && !(method.equals("POST") && path.startsWith(API))) {
      return PageResponse.error(405, "only GET, and POST to the API");
    }
    return path.startsWith(API) ? refusalOfApi(method, headers) : null;
  }

  private @Nullable PageResponse refusalOfApi(String method, Headers headers) {
    List<String> given = headers.get(TOKEN_HEADER);
    if (given == null || given.size() != 1 || !isToken(given.get(0))) {
      return PageResponse.error(403, "the token of the page is missing or wrong. Reload the page");
    }
    List<String> types = headers.get("Content-Type");
    boolean isJson =
        types != null
            && types.size() == 1
            && types
                .get(0)
                .toLowerCase(Locale.ROOT)
                .split(";", 2)[0]
                .trim()
                .equals("application/json");
    return method.equals("POST") && !isJson
        ? PageResponse.error(415, "the content is not application/json")
        : null;
  }

  private static int size(Headers headers) {
    return headers.entrySet().stream()
        .mapToInt(
            header ->
                header.getValue().stream()
                    .mapToInt(value -> header.getKey().length() + value.length())
                    .sum())
        .sum();
  }

  private static boolean isOneOf(@Nullable List<String> values, Collection<String> allowed) {
    return values != null && values.size() == 1 && allowed.contains(values.get(0));
  }

  /** Compares in a time that does not depend on where the texts differ. */
  private boolean isToken(String given) {
    return MessageDigest.isEqual(
        given.getBytes(StandardCharsets.UTF_8), token.getBytes(StandardCharsets.UTF_8));
  }
}
