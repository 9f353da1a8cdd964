package io.github.sqsconnect.message;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.sqsconnect.property.Draw;
import io.github.sqsconnect.property.Generator;
import io.github.sqsconnect.property.Property;

class AttributeNumberProperties {
  /** Texts of digits around the limit, with a sign and a point, and texts that are nearly so. */
  private static Generator<String> texts() {
    Generator<String> digit = Generator.of("0", "1", "9");
    Generator<String> digits =
        Generator.oneOf(digit.list(0, 2), digit.list(36, 39), digit.list(18, 20))
            .map(several -> String.join("", several));
    Generator<String> nearly =
        Generator.of("", "", "", "", ".", "-", "+", "e1", ".5", "/", ":", " ", "٣");
    return draw ->
        nearly.from(draw)
            + Generator.of("", "-").from(draw)
            + digits.from(draw)
            + Generator.of("", "", ".").from(draw)
            + digits.from(draw)
            + nearly.from(draw);
  }

  @Property(tries = 5000)
  void numberIsAPlainDecimalOfAtMost38Digits(Draw draw) {
    String text = draw.next("text", texts());

    boolean isNumber = AttributeNumber.isNumber(text);

    draw.count("number", isNumber);
    assertThat(isNumber)
        .isEqualTo(
            text.matches("-?[0-9]+(\\.[0-9]+)?") && text.replaceAll("[^0-9]", "").length() <= 38);
  }
}
