package io.github.sqsconnect.message;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.sqsconnect.property.Draw;
import io.github.sqsconnect.property.Generator;
import io.github.sqsconnect.property.Property;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.apache.kafka.connect.header.ConnectHeaders;
import org.apache.kafka.connect.header.Header;

/** Any list of patterns, compared with regular expressions. */
class HeaderFilterProperties {
  private static Generator<String> patterns() {
    return Generator.text(Generator.characters("ab*?.*"), 0, 6);
  }

  @Property(tries = 5000)
  void patternMatchesAsTheRegularExpressionDoes(Draw draw) {
    String pattern = draw.next("pattern", patterns());
    String name = draw.next("name", Generator.text(Generator.characters("ab.*?\u0000"), 0, 8));

    boolean matches = HeaderFilter.matches(pattern, name);

    draw.count("matches", matches);
    assertThat(matches).isEqualTo(regex(pattern).matcher(name).matches());
  }

  /** In the order of the list, then of the record, where the last header of a name counts. */
  @Property
  void headersAreInTheOrderOfTheListAndThenOfTheRecord(Draw draw) {
    List<String> patterns = draw.next("patterns", patterns().list(4));
    List<String> names =
        draw.next("names", Generator.of("a", "b", "ab", "ba", "aab", "c", ".").list(9));
    ConnectHeaders headers = new ConnectHeaders();
    Map<String, String> waiting = new LinkedHashMap<>();
    for (int i = 0; i < names.size(); i++) {
      headers.addInt(names.get(i), i);
      waiting.remove(names.get(i));
      waiting.put(names.get(i), names.get(i) + "=" + i);
    }

    List<String> expected = new ArrayList<>();
    for (String pattern : patterns.isEmpty() ? List.of("*") : patterns) {
      for (String name : List.copyOf(waiting.keySet())) {
        if (regex(pattern).matcher(name).matches()) {
          expected.add(waiting.remove(name));
        }
      }
    }
    List<Header> chosen = new HeaderFilter(patterns).chosen(headers);
    assertThat(chosen).extracting(each -> each.key() + "=" + each.value()).isEqualTo(expected);
  }

  private static Pattern regex(String pattern) {
    return Pattern.compile(
        pattern
            .chars()
            .mapToObj(c -> c == '*' ? ".*" : c == '?' ? "." : Pattern.quote((char) c + ""))
            .collect(Collectors.joining()),
        Pattern.DOTALL);
  }
}
