package io.github.sqsconnect.message;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.apache.kafka.connect.header.ConnectHeaders;
import org.apache.kafka.connect.header.Header;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class HeaderFilterTest {
  @Test
  void allHeadersAreChosenInTheOrderOfTheRecord() {
    assertThat(chosen(List.of(), "b=1", "a=2", "c=3")).containsExactly("b=1", "a=2", "c=3");
    assertThat(chosen(List.of())).isEmpty();
  }

  @Test
  void lastHeaderOfANameCountsAtItsPlace() {
    assertThat(chosen(List.of(), "a=1", "b=2", "a=3")).containsExactly("b=2", "a=3");
  }

  @Test
  void listDecidesFirstAndTheRecordSecond() {
    assertThat(chosen(List.of("z", "a*", "b?"), "b1=1", "a2=2", "x=3", "a1=4", "z=5", "b22=6"))
        .containsExactly("z=5", "a2=2", "a1=4", "b1=1");
  }

  @Test
  void firstMatchingEntryOfTheListCounts() {
    assertThat(chosen(List.of("b", "*", "a"), "a=1", "c=2", "b=3"))
        .containsExactly("b=3", "a=1", "c=2");
  }

  @ParameterizedTest
  @CsvSource({
    "a, a, true",
    "a, A, false",
    "a, ab, false",
    "ab, a, false",
    "*, '', true",
    "?, '', false",
    "'', '', true",
    "'', a, false",
    "*, abc, true",
    "a*, a, true",
    "a*c, abbc, true",
    "a*c, abcb, false",
    "a?c, abc, true",
    "a?c, ac, false",
    "*ab, aab, true",
    "*ab*ab, ababab, true",
    "*a*b*, xaxbx, true",
    "*a*b*, xbxax, false",
    "a.c, abc, false",
    "x-*-id, x-order-line-id, true",
    "**, a, true"
  })
  void patternDescribesTheWholeName(String pattern, String name, boolean matches) {
    assertThat(HeaderFilter.matches(pattern, name)).isEqualTo(matches);
  }

  @Test
  void endOfThePatternIsNoCharacter() {
    assertThat(HeaderFilter.matches("a", "a\u0000")).isFalse();
    assertThat(HeaderFilter.matches("a*b", "ab\u0000")).isFalse();
    assertThat(HeaderFilter.matches("*", "\u0000")).isTrue();
    assertThat(HeaderFilter.matches("a*", "a\u0000\u0000")).isTrue();
  }

  private static List<String> chosen(List<String> patterns, String... namesAndValues) {
    ConnectHeaders headers = new ConnectHeaders();
    for (String header : namesAndValues) {
      String[] parts = header.split("=");
      headers.addString(parts[0], parts[1]);
    }
    List<Header> chosen = new HeaderFilter(patterns).chosen(headers);
    return chosen.stream().map(header -> header.key() + "=" + header.value()).toList();
  }
}
