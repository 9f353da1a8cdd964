package io.github.sqsconnect.config;

import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.List;
import org.apache.kafka.common.config.ConfigDef.Validator;
import org.apache.kafka.common.config.ConfigException;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class TemplatesTest {
  private static final Validator PLAIN = Templates.rule("mpid");
  private static final Validator DISTINGUISHING = Templates.distinguishing(List.of("auto"), "mpid");

  @ParameterizedTest
  @ValueSource(
      strings = {
        "text",
        "${topic}-${partition}",
        "${key}",
        "${header.a:b}",
        "${value.a.b}",
        "${mpid}"
      })
  void knownWordsAreAllowed(String template) {
    assertThatCode(() -> PLAIN.ensureValid("key", template)).doesNotThrowAnyException();
  }

  @ParameterizedTest
  @CsvSource({
    "' ', is blank",
    "${offset}, which is not known",
    "${header.}, which is not known",
    "${value.a..b}, which is not known",
    "a${key, Close it"
  })
  void errorNamesTheProblem(String template, String problem) {
    assertThatThrownBy(() -> PLAIN.ensureValid("key", template))
        .isInstanceOf(ConfigException.class)
        .hasMessageContaining(problem);
  }

  @ParameterizedTest
  @ValueSource(strings = {"auto", "${key}", "${topic}-${header.id}", "${value.id}"})
  void templateThatDiffersBetweenRecordsIsAllowed(String template) {
    assertThatCode(() -> DISTINGUISHING.ensureValid("key", template)).doesNotThrowAnyException();
  }

  @ParameterizedTest
  @ValueSource(strings = {"text", "${topic}", "${partition}", "${mpid}"})
  void templateThatIsEqualForManyRecordsIsRejected(String template) {
    assertThatThrownBy(() -> DISTINGUISHING.ensureValid("key", template))
        .isInstanceOf(ConfigException.class)
        .hasMessageContaining("is equal for different records. Allowed: auto");
  }
}
