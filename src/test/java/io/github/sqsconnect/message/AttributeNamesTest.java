package io.github.sqsconnect.message;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class AttributeNamesTest {
  @ParameterizedTest
  @CsvSource({
    "orderId, orderId",
    "a, a",
    "a.b-c_d, a.b-c_d",
    "a b/c, a_b_c",
    "ärger, _rger",
    "𝄞x, _x",
    "'', _",
    "., _",
    "..., _._",
    ".a., _a_",
    "a..b, a._b",
    "a...b, a._.b",
    "AWS.x, AWS_x",
    "aws., aws_",
    "aWs..x, aWs__x",
    "Amazon.x, Amazon_x",
    "AMAZON.x.y, AMAZON_x.y",
    "azAZ09_-, azAZ09_-",
    "`{@[/:, ______",
    "awsx, awsx",
    "AWS, AWS"
  })
  void charactersThatSqsRefusesBecomeUnderscores(String name, String legal) {
    assertThat(AttributeNames.legal(name)).isEqualTo(legal);
  }

  @Test
  void longNameIsCut() {
    assertThat(AttributeNames.legal("n".repeat(257))).isEqualTo("n".repeat(256));
    assertThat(AttributeNames.legal("n".repeat(255) + ".x")).isEqualTo("n".repeat(255) + "_");
    assertThat(AttributeNames.legal("n".repeat(1 << 20))).hasSize(256);
  }

  @Test
  void legalNameOfAHeaderIsKeptWhateverTheOthersAre() {
    assertThat(names(Set.of(), "a b", "a_b", "a/b", "a_b_2"))
        .containsExactly("a_b_3", "a_b", "a_b_4", "a_b_2");
  }

  @Test
  void takenNameIsChanged() {
    assertThat(names(Set.of("id", "id_2"), "id", "other")).containsExactly("id_3", "other");
  }

  @Test
  void changedNameIsNotTooLong() {
    String name = "n".repeat(256);

    assertThat(names(Set.of(name), name)).containsExactly("n".repeat(254) + "_2");
    assertThat(names(Set.of(), name + "x", name + "y"))
        .containsExactly(name, "n".repeat(254) + "_2");
  }

  @Test
  void nameForPeopleIsShortAndOnOneLine() {
    assertThat(AttributeNames.shown("a\nb\ud800")).isEqualTo("a?b?");
    assertThat(AttributeNames.shown("n".repeat(64))).isEqualTo("n".repeat(64));
    assertThat(AttributeNames.shown("n".repeat(65))).isEqualTo("n".repeat(64) + "…");
  }

  private static String[] names(Set<String> taken, String... headers) {
    return AttributeNames.distinct(List.of(headers), taken);
  }
}
