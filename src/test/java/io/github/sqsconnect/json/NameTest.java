package io.github.sqsconnect.json;

import static java.nio.charset.StandardCharsets.US_ASCII;
import static org.assertj.core.api.Assertions.assertThat;

import java.util.HashSet;
import java.util.Set;
import org.junit.jupiter.api.Test;

class NameTest {
  private static final String LETTERS = "abcdefghijklmnopqrstuvwxyz";

  @Test
  void hashIsOfTheNameAloneWhateverStandsAround() {
    for (int length = 0; length <= LETTERS.length(); length++) {
      byte[] alone = LETTERS.substring(0, length).getBytes(US_ASCII);
      int expected = Name.hash(alone, 0, length);
      for (int behind = 0; behind < 10; behind++) {
        String text = "#" + LETTERS.substring(0, length) + "!".repeat(behind);
        assertThat(Name.hash(text.getBytes(US_ASCII), 1, 1 + length))
            .as("%s letters with %s behind", length, behind)
            .isEqualTo(expected);
      }
    }
  }

  @Test
  void everyByteEntersTheHash() {
    Set<Integer> hashes = new HashSet<>();
    int names = 0;
    for (int length = 1; length <= LETTERS.length(); length++) {
      for (int changed = 0; changed < length; changed++) {
        byte[] name = LETTERS.substring(0, length).getBytes(US_ASCII);
        name[changed] = '_';
        hashes.add(Name.hash(name, 0, length));
        names++;
      }
    }
    assertThat(hashes).as("hardly any collide").hasSizeGreaterThan(names - 3);
  }
}
