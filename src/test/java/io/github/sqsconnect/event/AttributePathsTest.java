package io.github.sqsconnect.event;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.sqsconnect.json.JsonDocument;
import io.github.sqsconnect.json.ParsedJson;
import java.util.List;
import org.junit.jupiter.api.Test;

class AttributePathsTest {
  @Test
  void rootIsIncludedOnlyIfNoPathIs() {
    assertThat(AttributePaths.of(List.of(), List.of("a")).isIncluded()).isTrue();
    assertThat(AttributePaths.of(List.of("a"), List.of()).isIncluded()).isFalse();
  }

  @Test
  void pathsLeadFromMemberToMember() {
    AttributePaths root = AttributePaths.of(List.of("a.b"), List.of("a.c"));

    AttributePaths a = below(root, "a");
    assertThat(a.leadsOn()).isTrue();
    assertThat(a.isIncluded()).isFalse();
    assertThat(below(a, "b").isIncluded()).isTrue();
    assertThat(below(a, "b").leadsOn()).isFalse();
    assertThat(below(a, "c").isExcluded()).isTrue();
    assertThat(below(below(a, "b"), "b").isIncluded()).isFalse();
    assertThat(below(root, "x").leadsOn()).isFalse();
  }

  @Test
  void nameWithDotsCountsAsSeveralSegments() {
    AttributePaths root = AttributePaths.of(List.of("a.b.c", "d."), List.of());

    assertThat(below(root, "a.b").leadsOn()).isTrue();
    assertThat(below(below(root, "a.b"), "c").isIncluded()).isTrue();
    assertThat(below(below(root, "a"), "b.c").isIncluded()).isTrue();
    assertThat(below(root, "a.b.c").isIncluded()).isTrue();
    assertThat(below(root, "d.").isIncluded()).isTrue();
    assertThat(below(root, "a.b.c.d").isIncluded()).isFalse();
    assertThat(below(root, "a.x.c").isIncluded()).isFalse();
  }

  private static AttributePaths below(AttributePaths paths, String name) {
    JsonDocument object = ParsedJson.parse("{\"" + name + "\":1}");
    return paths.member(object, object.firstName(object.root()));
  }
}
