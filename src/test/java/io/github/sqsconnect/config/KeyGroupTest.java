package io.github.sqsconnect.config;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Map;
import org.apache.kafka.common.config.ConfigDef;
import org.apache.kafka.common.config.ConfigDef.ConfigKey;
import org.apache.kafka.common.config.ConfigDef.Importance;
import org.apache.kafka.common.config.ConfigDef.Type;
import org.apache.kafka.common.config.ConfigDef.Width;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class KeyGroupTest {
  private final ConfigDef definition = new ConfigDef();
  private final KeyGroup group = new KeyGroup(definition, "Group");

  private ConfigKey key(String name) {
    return definition.configKeys().get(name);
  }

  @Test
  void keysKeepTheGroupAndTheOrderOfTheirDefinition() {
    group
        .required("b", Type.STRING, Rules.notBlank("a"), Importance.HIGH, "B", "Doc.")
        .flag("a", true, Importance.LOW, "A", "Doc.")
        .choice("c", "x", Importance.LOW, "C", "Doc.", "x", "y");

    assertThat(List.of(key("b").orderInGroup, key("a").orderInGroup, key("c").orderInGroup))
        .containsExactly(1, 2, 3);
    assertThat(definition.configKeys().values()).allMatch(key -> key.group.equals("Group"));
  }

  @Test
  void onlyARequiredKeyHasNoDefault() {
    group
        .required("required", Type.STRING, Rules.notBlank("a"), Importance.HIGH, "R", "Doc.")
        .optional("optional", Type.STRING, null, null, Importance.HIGH, "O", "Doc.");

    assertThat(key("required").hasDefault()).isFalse();
    assertThat(key("optional").hasDefault()).isTrue();
    assertThat(key("optional").defaultValue).isNull();
  }

  @Test
  void wordsOfAChoiceAreCheckedAndOffered() {
    group.choice("c", "x", Importance.LOW, "C", "Doc.", "x", "y");

    assertThat(key("c").validator).hasToString("one of x, y");
    assertThat(key("c").recommender.validValues("c", Map.of())).containsExactly("x", "y");
    assertThat(key("c").recommender.visible("c", Map.of())).isTrue();
  }

  @Test
  void flagOffersBothValues() {
    group.flag("f", false, Importance.LOW, "F", "Doc.");

    assertThat(key("f").type).isEqualTo(Type.BOOLEAN);
    assertThat(key("f").defaultValue).isEqualTo(false);
    assertThat(key("f").recommender.validValues("f", Map.of())).containsExactly(true, false);
  }

  @ParameterizedTest
  @CsvSource({
    "INT, SHORT",
    "LONG, SHORT",
    "BOOLEAN, SHORT",
    "LIST, LONG",
    "STRING, MEDIUM",
    "PASSWORD, MEDIUM"
  })
  void widthOfAFieldFollowsItsType(Type type, Width width) {
    group.optional("k", type, null, null, Importance.LOW, "K", "Doc.");

    assertThat(key("k").width).isEqualTo(width);
  }
}
