package io.github.sqsconnect.json;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class NameTableTest {
  private static final List<String> WORDS = IntStream.range(0, 100).mapToObj(i -> "n" + i).toList();

  private final NameTable table = new NameTable(WORDS);

  @Test
  void everyNameIsFoundAtItsIndex() {
    for (int i = 0; i < WORDS.size(); i++) {
      JsonDocument object = ParsedJson.parse("{\"" + WORDS.get(i) + "\":1}");

      assertThat(table.indexOf(Name.of(WORDS.get(i)))).isEqualTo(i);
      assertThat(table.indexOfName(object, object.firstName(object.root()))).isEqualTo(i);
      assertThat(table.name(i).text()).isEqualTo(WORDS.get(i));
    }
    assertThat(table.size()).isEqualTo(WORDS.size());
  }

  @Test
  void otherNamesAreUnknown() {
    for (int i = 100; i < 1_000; i++) {
      JsonDocument object = ParsedJson.parse("{\"n" + i + "\":1}");

      assertThat(table.indexOf(Name.of("n" + i))).isEqualTo(NameTable.UNKNOWN);
      assertThat(table.indexOfName(object, object.firstName(object.root())))
          .isEqualTo(NameTable.UNKNOWN);
    }
  }

  @Test
  void stringValueIsComparedInItsCanonicalForm() {
    JsonDocument strings = ParsedJson.parse("[\"\\u006e7\",\"n100\"]");
    int first = strings.firstElement(strings.root());

    assertThat(table.containsString(strings, first)).isTrue();
    assertThat(table.containsString(strings, strings.nextElement(strings.root(), first))).isFalse();
  }

  @Test
  void emptyTableContainsNothing() {
    NameTable empty = new NameTable(List.of());

    assertThat(empty.indexOf(Name.of(""))).isEqualTo(NameTable.UNKNOWN);
    assertThat(empty.size()).isZero();
  }
}
