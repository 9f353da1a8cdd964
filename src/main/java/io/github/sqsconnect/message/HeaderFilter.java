package io.github.sqsconnect.message;

import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.apache.kafka.connect.header.Header;
import org.apache.kafka.connect.header.Headers;

/**
 * Chooses the headers of a record that become attributes, in the order in which they get one: that
 * of the list, then that of the record. The last header of a name counts.
 */
final class HeaderFilter {
  private final String[] patterns;

  /**
   * @param patterns names with {@code *} and {@code ?}; none for all headers
   */
  HeaderFilter(List<String> patterns) {
    this.patterns = patterns.toArray(String[]::new);
  }

  List<Header> chosen(Headers headers) {
    if (headers.isEmpty()) {
      return List.of();
    }
    Map<String, Header> last = new LinkedHashMap<>();
    for (Header header : headers) {
      last.remove(header.key());
      last.put(header.key(), header);
    }
    return patterns.length == 0 ? List.copyOf(last.values()) : inOrderOfPatterns(last.values());
  }

  private List<Header> inOrderOfPatterns(Collection<Header> headers) {
    List<List<Header>> matching = new ArrayList<>(patterns.length);
    for (int i = 0; i < patterns.length; i++) {
      matching.add(new ArrayList<>());
    }
    for (Header header : headers) {
      int first = firstMatch(header.key());
      if (first < patterns.length) {
        matching.get(first).add(header);
      }
    }

    List<Header> chosen = new ArrayList<>();
    matching.forEach(chosen::addAll);
    return chosen;
  }

  private int firstMatch(String name) {
    int i = 0;
    while (i < patterns.length && !matches(patterns[i], name)) {
      i++;
    }
    return i;
  }

  /**
   * Whether the pattern describes the whole name. When the text after a {@code *} does not match,
   * the {@code *} stands for one character more; earlier ones need no second try.
   */
  static boolean matches(String pattern, String name) {
    int at = 0;
    int star = -1;
    int afterStar = 0;
    int i = 0;
    while (i < name.length()) {
      char wanted = at < pattern.length() ? pattern.charAt(at) : 0;
      if (wanted == '*') {
        star = at++;
        afterStar = i;
      } else if (at < pattern.length() && (wanted == '?' || wanted == name.charAt(i))) {
        at++;
        i++;
      } else if (star >= 0) {
        at = star + 1;
        i = ++afterStar;
      } else {
        return false;
      }
    }
    while (at < pattern.length() && pattern.charAt(at) == '*') {
      at++;
    }
    return at == pattern.length();
  }
}
