package io.github.sqsconnect.config;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class FieldPathsTest {
  @ParameterizedTest
  @ValueSource(strings = {"a", "a.b", "key:", "key:a.b", "header:NAME"})
  void validPathHasNoError(String path) {
    assertThat(FieldPaths.error(path)).isNull();
  }

  @ParameterizedTest
  @ValueSource(strings = {"", ".a", "a.", "a..b", "header:", "key:.", "key:a..b"})
  void emptySegmentIsAnErrorWithExamples(String path) {
    assertThat(FieldPaths.error(path)).contains("empty segment in '" + path + "'", "user.id");
  }

  @ParameterizedTest
  @ValueSource(strings = {"$.a", "$", "$a.b", "key:$.a", "key:$"})
  void jsonPathIsAnErrorWithAnExample(String path) {
    assertThat(FieldPaths.error(path))
        .startsWith("contains '" + path + "'. ")
        .contains("not JSONPath. Write user.id instead of $.user.id");
  }

  @ParameterizedTest
  @ValueSource(strings = {"a.$", "_id.$oid", "header:$a"})
  void dollarSignElsewhereIsAllowed(String path) {
    assertThat(FieldPaths.error(path)).isNull();
  }

  @Test
  void pathIsLimitedToTheNestingOfRecords() {
    assertThat(FieldPaths.error("a" + ".a".repeat(511))).isNull();
    assertThat(FieldPaths.error("a" + ".a".repeat(512))).contains("more than 512 segments");
  }
}
