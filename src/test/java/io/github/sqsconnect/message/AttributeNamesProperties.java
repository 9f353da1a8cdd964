package io.github.sqsconnect.message;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.sqsconnect.property.Draw;
import io.github.sqsconnect.property.Generator;
import io.github.sqsconnect.property.Property;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.regex.Pattern;

/** Any names of headers; a pattern quotes which names SQS accepts. */
class AttributeNamesProperties {
  private static final Pattern LEGAL =
      Pattern.compile("(?!(?i:AWS|Amazon)\\.)(?!\\.)(?!.*\\.\\.)[A-Za-z0-9_.-]{1,256}(?<!\\.)");

  private static Generator<String> names() {
    Generator<String> few = Generator.of("a", "b", "_", ".", "-", "2", " ", "é", "\uD834\uDD1E");
    Generator<String> borders =
        Generator.of("0", "9", "A", "Z", "z", "/", ":", "@", "[", "`", "{", "^", ",", "\uD834");
    Generator<String> words = Generator.of("AWS", "aws", "Amazon", "AMAZON", "awsx", "a_b_2", "_2");
    Generator<Integer> long256 = Generator.between(252, 258);
    Generator<String> parts =
        Generator.oneOf(few, few, few, borders, words).or(30, long256.map("n"::repeat));
    return parts.list(4).map(several -> String.join("", several));
  }

  @Property(tries = 3000)
  void nameIsKeptIfSqsAcceptsItAndElseChangedWhereItMustBe(Draw draw) {
    String name = draw.next("name", names());

    assertThat(AttributeNames.legal(name)).isEqualTo(legal(name)).matches(LEGAL);
  }

  @Property(tries = 2000)
  void namesOfOneMessageDifferAndNoLegalNameIsChangedByAnother(Draw draw) {
    List<String> headers = List.copyOf(new LinkedHashSet<>(draw.next("headers", names().list(10))));
    Set<String> taken =
        Set.copyOf(draw.next("taken", Generator.of("a", "b", "a_2", "_", "ab", "__2").list(3)));

    List<String> distinct = List.of(AttributeNames.distinct(headers, taken));

    assertThat(distinct).isEqualTo(distinct(headers, taken)).doesNotHaveDuplicates();
    assertThat(distinct).allMatch(name -> LEGAL.matcher(name).matches());
    assertThat(distinct).noneMatch(taken::contains);
  }

  @Property
  void nameForPeopleIsShortAndOnOneLine(Draw draw) {
    Generator<Integer> units = Generator.of(0, 9, 10, 31, 32, 97, 126, 127, 133, 159, 160, 0xD800);
    String name =
        draw.next("name", Generator.text(units, 0, 4).or(2, Generator.text(units, 60, 68)));

    String shown = AttributeNames.shown(name);

    String readable = name.replaceAll("[\\p{Cc}\\p{Cs}]", "?");
    assertThat(shown).isEqualTo(name.length() <= 64 ? readable : readable.substring(0, 64) + "…");
  }

  /** The names of the documentation: {@code _2} and so on in the order of the headers. */
  static List<String> distinct(List<String> headers, Set<String> taken) {
    Set<String> used = new HashSet<>(taken);
    headers.stream().filter(name -> LEGAL.matcher(name).matches()).forEach(used::add);
    List<String> names = new ArrayList<>();
    for (String header : headers) {
      String name = legal(header);
      boolean isKept = name.equals(header) && !taken.contains(name);
      int number = 2;
      while (!isKept && used.contains(name)) {
        String suffix = "_" + number++;
        String stem = legal(header);
        name = stem.substring(0, Math.min(stem.length(), 256 - suffix.length())) + suffix;
      }
      used.add(name);
      names.add(name);
    }
    return names;
  }

  private static String legal(String name) {
    String letters = name.replaceAll("[^A-Za-z0-9_.-]", "_");
    return letters
        .substring(0, Math.min(256, letters.length()))
        .replaceFirst("^(\\.|$)", "_")
        .replace("..", "._")
        .replaceFirst("\\.$", "_")
        .replaceFirst("^(?i)(AWS|Amazon)\\.", "$1_");
  }
}
