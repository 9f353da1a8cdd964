package io.github.sqsconnect.event;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.sqsconnect.json.JsonDocument;
import io.github.sqsconnect.json.ParsedJson;
import org.junit.jupiter.api.Test;

class BatchMemberTest {
  @Test
  void everyMemberIsFoundByItsNameAndHasItsPlace() {
    int place = 0;
    for (BatchMember member : BatchMember.values()) {
      JsonDocument object = ParsedJson.parse("{\"" + member.memberName().text() + "\":1}");
      int name = object.firstName(object.root());

      assertThat(BatchMember.find(object, name)).isEqualTo(member);
      assertThat(BatchMember.isOther(object, name)).isFalse();
      assertThat(member.place()).isEqualTo(place++);
    }
  }

  @Test
  void otherMembersOfTheFormatHaveNoPlace() {
    JsonDocument object = ParsedJson.parse("{\"sdk_version\":1,\"unknown\":1}");
    int other = object.firstName(object.root());
    int unknown = object.nextName(object.root(), other);

    assertThat(BatchMember.find(object, other)).isNull();
    assertThat(BatchMember.isOther(object, other)).isTrue();
    assertThat(BatchMember.isOther(object, unknown)).isFalse();
  }

  @Test
  void eventsAreWrittenFirst() {
    assertThat(BatchMember.EVENTS.place()).isZero();
    assertThat(BatchMember.AFTER_EVENTS).hasSize(BatchMember.values().length - 1);
    assertThat(BatchMember.AFTER_EVENTS).doesNotContain(BatchMember.EVENTS);
  }

  @Test
  void formatAllowsTheTypesThatTheTextNames() {
    for (BatchMember member : BatchMember.values()) {
      boolean object = member.allows(JsonDocument.OBJECT);
      boolean array = member.allows(JsonDocument.ARRAY);
      boolean scalar = member.allows(JsonDocument.STRING);
      String expected =
          scalar
              ? "any value"
              : object && array ? "an object or an array" : object ? "an object" : "an array";

      assertThat(member.allowed()).as("%s", member).isEqualTo(expected);
      assertThat(object || array).as("%s", member).isTrue();
    }
    assertThat(BatchMember.EVENTS.allowed()).isEqualTo("an array");
    assertThat(BatchMember.CONTEXT.allowed()).isEqualTo("an object");
    assertThat(BatchMember.USER_IDENTITIES.allowed()).isEqualTo("an object or an array");
    assertThat(BatchMember.IP.allowed()).isEqualTo("any value");
  }
}
